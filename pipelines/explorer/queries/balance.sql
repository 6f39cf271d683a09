select
    account.account_id, balance.fund_scope, balance.opening_amount_yuan as opening,
    balance.closing_amount_yuan as closing, balance.is_derived
from marts.fct_balance as balance
inner join account on balance.report_id = account.report_id
order by account.account_id, balance.fund_scope
