-- A publisher's mistake, so a warning: leaf rows against the printed 合计 of their column,
-- within the rounding of all terms.
{{ config(severity='warn') }}
with sums as (
    select
        report_id,
        form_code,
        block,
        measure,
        basis,
        sum(amount_yuan) filter (where row_role = 'total') as printed_yuan,
        sum(amount_yuan) filter (where is_leaf) as leaves_yuan,
        sum(rounding_radius_yuan) filter (where is_leaf or row_role = 'total') as radius_yuan
    from {{ ref('int_mart_amount') }}
    where
        form_code in (
            'income', 'expenditure', 'general_budget_expenditure',
            'general_budget_basic_expenditure', 'government_fund', 'state_capital'
        )
    group by report_id, form_code, block, measure, basis
)

select *
from sums
where
    printed_yuan is not null
    and abs(printed_yuan - coalesce(leaves_yuan, 0)) > radius_yuan
