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
    line.function_code,
    line.function_name,
    line.income_source,
    line.amount_yuan,
    line.amount_wan
from {{ published('fct_income_by_source') }} as line
inner join {{ published('dim_agency') }} as agency on line.agency_id = agency.agency_id
left join official as class_name
    on
        left(line.function_code, 3) = class_name.code
        and line.fiscal_year = class_name.fiscal_year
