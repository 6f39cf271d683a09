-- What form expenditure prints beyond the three appropriation forms, by code and nature.
-- Where one form stops at 款 and another goes down to 项, both sides are compared at the
-- coarser code (comparison_key), so no detail is invented.
with lines as (
    select line.*
    from {{ ref('int_expenditure_line') }} as line
    where line.report_id in (
        select spending.report_id
        from {{ ref('int_expenditure_line') }} as spending
        where spending.fund_scope = 'all'
    )
),

printed_codes as (
    select distinct
        report_id,
        function_code
    from lines
    where function_code is not null
),

comparable_lines as (
    select
        lines.*,
        coalesce(class_code.function_code, section_code.function_code, lines.line_key)
            as comparison_key
    from lines
    left join printed_codes as class_code
        on
            lines.report_id = class_code.report_id
            and left(lines.function_code, 3) = class_code.function_code
    left join printed_codes as section_code
        on
            lines.report_id = section_code.report_id
            and left(lines.function_code, 5) = section_code.function_code
)

select
    report_id,
    -- a report may print its forms in several files
    min(source_file) as source_file,
    agency_id,
    fiscal_year,
    case when starts_with(comparison_key, '=') then null else comparison_key end as function_code,
    coalesce(min(function_name) filter (where line_key = comparison_key), min(function_name))
        as function_name,
    nature,
    cast(
        sum(case when fund_scope = 'all' then amount_yuan else -amount_yuan end)
        as decimal(24, 4)
    ) as amount_yuan,
    cast(sum(rounding_radius_yuan) as decimal(24, 8)) as rounding_radius_yuan
from comparable_lines
group by report_id, agency_id, fiscal_year, comparison_key, nature
having sum(case when fund_scope = 'all' then amount_yuan else -amount_yuan end) <> 0
