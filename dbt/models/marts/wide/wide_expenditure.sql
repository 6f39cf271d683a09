with official as (
    {{ names_of_years('dim_function', 'function_code', 'function_name') }}
)

select
    line.report_id,
    line.source_file,
    line.agency_id,
    agency.agency,
    agency.region,
    line.fiscal_year,
    {{ level_of_code('line.function_code') }} as code_level,
    left(line.function_code, 3) as class_code,
    class_name.name as class_name,
    case when length(line.function_code) >= 5 then left(line.function_code, 5) end as section_code,
    section_name.name as section_name,
    case when length(line.function_code) >= 7 then line.function_code end as item_code,
    case when length(line.function_code) >= 7 then line.function_name end as item_name,
    line.function_code,
    line.function_name,
    line.nature,
    line.fund_scope,
    code.cofog_division,
    code.cofog_name,
    line.amount_yuan,
    line.amount_wan,
    line.is_residual
from {{ published('fct_expenditure_by_function') }} as line
inner join {{ published('dim_agency') }} as agency on line.agency_id = agency.agency_id
left join {{ published('dim_function') }} as code on line.function_key = code.function_key
left join official as class_name
    on
        left(line.function_code, 3) = class_name.code
        and line.fiscal_year = class_name.fiscal_year
left join official as section_name
    on
        left(line.function_code, 5) = section_name.code
        and line.fiscal_year = section_name.fiscal_year
        and length(line.function_code) >= 5
