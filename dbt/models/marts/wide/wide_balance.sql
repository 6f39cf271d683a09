select
    line.report_id,
    line.source_file,
    line.agency_id,
    agency.agency,
    agency.region,
    line.fiscal_year,
    line.fund_scope,
    line.opening_amount_yuan,
    line.opening_amount_wan,
    line.closing_amount_yuan,
    line.closing_amount_wan,
    cast(
        line.closing_amount_yuan - line.opening_amount_yuan as decimal(24, 4)
    ) as balance_change_yuan,
    cast(
        line.closing_amount_wan - line.opening_amount_wan as decimal(24, 8)
    ) as balance_change_wan,
    line.is_derived
from {{ published('fct_balance') }} as line
inner join {{ published('dim_agency') }} as agency on line.agency_id = agency.agency_id
