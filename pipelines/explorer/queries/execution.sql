select
    account.account_id, item.classification, item.fund_scope, item.function_code as code,
    item.item_name as name, item.budget_initial_yuan as budget_initial,
    item.budget_revised_yuan as budget_revised, item.budget_unstated_yuan as budget_unstated,
    item.outturn_yuan as outturn, item.completion_rate as printed_rate
from marts.fct_budget_execution as item
inner join account on item.report_id = account.report_id
order by account.account_id, item.item_order
