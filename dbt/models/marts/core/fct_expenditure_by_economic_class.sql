with lines as (
    select
        report_id,
        source_file,
        agency_id,
        fiscal_year,
        row_code as economic_code,
        min(row_label) as economic_name,
        block as cost_group,
        {{ exact_sum('amount_yuan') }} as amount_yuan
    from {{ ref('int_mart_amount') }}
    where is_leaf and form_code = 'general_budget_basic_expenditure' and measure = 'amount'
    group by
        report_id,
        source_file,
        agency_id,
        fiscal_year,
        block,
        row_code,
        coalesce(row_code, row_label)
)

select
    lines.report_id,
    lines.source_file,
    lines.agency_id,
    lines.fiscal_year,
    economic_of_year.economic_key,
    lines.economic_code,
    lines.economic_name,
    lines.cost_group,
    lines.amount_yuan,
    {{ in_wan('lines.amount_yuan') }} as amount_wan
from lines
left join {{ ref('int_economic_of_year') }} as economic_of_year
    on
        lines.economic_code = economic_of_year.economic_code
        and lines.fiscal_year is not distinct from economic_of_year.fiscal_year
