-- Rows of 类 and 款 that a form does not print, summed over the rows below them that it does.
with leaf as (
    select
        account.account_id, printed.report_id, printed.form_code, printed.row_code,
        printed.measure, printed.amount_yuan
    from marts.fct_reported_amount as printed
    inner join account on printed.report_id = account.report_id
    where
        printed.row_role = 'leaf' and printed.amount_state = 'number'
        and printed.form_code in ('income', 'expenditure', 'general_budget_expenditure')
        and length(printed.row_code) in (5, 7)
),

above as (
    select *, unnest([left(row_code, 3), left(row_code, 5)]) as sum_code
    from leaf
)

select
    account_id, form_code, sum_code as row_code, measure, sum(amount_yuan) as yuan,
    cast(count(*) as integer) as summed
from above
where
    sum_code <> row_code
    and not exists (
        select 1 from marts.fct_reported_amount as printed
        where
            printed.report_id = above.report_id and printed.form_code = above.form_code
            and printed.row_code = above.sum_code
    )
group by all
order by all
