-- A publisher's mistake, so a warning: 基本支出, 项目支出 and the others against the row's 合计.
-- It also finds a row that prints a total and no nature, which the mart cannot hold.
{{ config(severity='warn') }}
with sums as (
    select
        report_id,
        form_code,
        row_code,
        row_label,
        sum(amount_yuan) filter (where measure = 'total') as printed_yuan,
        coalesce(sum(amount_yuan) filter (where measure <> 'total'), 0) as natures_yuan,
        sum(rounding_radius_yuan) as radius_yuan
    from {{ ref('int_mart_amount') }}
    where
        is_leaf
        and basis = 'outturn'
        and measure in (
            'total', 'basic', 'project', 'remitted_to_superior', 'operating', 'affiliate_subsidy'
        )
        and form_code in (
            'expenditure', 'general_budget_expenditure', 'government_fund', 'state_capital'
        )
    group by report_id, form_code, row_code, row_label
)

select *
from sums
where printed_yuan is not null and abs(printed_yuan - natures_yuan) > radius_yuan
