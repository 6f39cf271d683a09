-- Official forms of an account with how many figures each prints.
select
    account.account_id, printed.form_code,
    cast(count(*) filter (where printed.amount_state = 'number') as integer) as figures,
    cast(count(*) filter (where printed.amount_state = 'illegible') as integer) as illegible
from marts.fct_reported_amount as printed
inner join account on printed.report_id = account.report_id
group by all
order by all
