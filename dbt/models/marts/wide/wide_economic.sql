with official as (
    {{ names_of_years('dim_economic_class', 'economic_code', 'economic_name') }}
)

select
    line.report_id,
    line.source_file,
    line.agency_id,
    agency.agency,
    agency.region,
    line.fiscal_year,
    {{ level_of_code('line.economic_code') }} as code_level,
    left(line.economic_code, 3) as class_code,
    class_name.name as class_name,
    line.economic_code,
    line.economic_name,
    line.cost_group,
    line.amount_yuan,
    line.amount_wan
from {{ published('fct_expenditure_by_economic_class') }} as line
inner join {{ published('dim_agency') }} as agency on line.agency_id = agency.agency_id
left join official as class_name
    on
        left(line.economic_code, 3) = class_name.code
        and line.fiscal_year = class_name.fiscal_year
