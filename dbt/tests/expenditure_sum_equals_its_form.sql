-- Ours to keep: per report the mart sums exactly to the leaf rows of 支出决算表.
with printed as (
    select
        report_id,
        sum(amount_yuan) as amount_yuan
    from {{ ref('int_expenditure_line') }}
    where fund_scope = 'all'
    group by report_id
),

published as (
    select
        report_id,
        sum(amount_yuan) as amount_yuan
    from {{ ref('fct_expenditure_by_function') }}
    group by report_id
)

select
    printed.report_id,
    printed.amount_yuan as printed_yuan,
    published.amount_yuan as published_yuan
from printed
left join published on printed.report_id = published.report_id
where printed.amount_yuan <> coalesce(published.amount_yuan, 0)
