-- Appropriation forms as printed, and beside them fund scope `other`: what form 支出决算表
-- prints beyond them. Without form 支出决算表 there is no `other`.
with lines as (
    select
        report_id,
        source_file,
        agency_id,
        fiscal_year,
        function_code,
        function_name,
        nature,
        fund_scope,
        amount_yuan,
        false as is_residual,
        false as is_within_rounding
    from {{ ref('int_expenditure_line') }}
    where fund_scope <> 'all'
    union all
    select
        report_id,
        source_file,
        agency_id,
        fiscal_year,
        function_code,
        function_name,
        nature,
        'other',
        amount_yuan,
        true,
        abs(amount_yuan) <= rounding_radius_yuan
    from {{ ref('int_expenditure_residual') }}
)

select
    lines.report_id,
    lines.source_file,
    lines.agency_id,
    lines.fiscal_year,
    function_of_year.function_key,
    lines.function_code,
    lines.function_name,
    lines.nature,
    lines.fund_scope,
    lines.amount_yuan,
    {{ in_wan('lines.amount_yuan') }} as amount_wan,
    lines.is_residual,
    lines.is_within_rounding
from lines
left join {{ ref('int_function_of_year') }} as function_of_year
    on
        lines.function_code = function_of_year.function_code
        and lines.fiscal_year is not distinct from function_of_year.fiscal_year
