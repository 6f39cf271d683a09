select
    line.report_id,
    line.source_file,
    line.agency_id,
    agency.agency,
    agency.region,
    line.fiscal_year,
    line.item,
    line.item_name,
    line.budget_basis,
    line.budget_amount_yuan,
    line.budget_amount_wan,
    line.outturn_amount_yuan,
    line.outturn_amount_wan,
    cast(line.outturn_amount_yuan - line.budget_amount_yuan as decimal(24, 4)) as over_budget_yuan,
    cast(line.outturn_amount_wan - line.budget_amount_wan as decimal(24, 8)) as over_budget_wan,
    line.outturn_amount_yuan > line.budget_amount_yuan as is_over_budget,
    year_before.outturn_amount_yuan as prior_outturn_yuan,
    year_before.outturn_amount_wan as prior_outturn_wan,
    line.outturn_amount_yuan > year_before.outturn_amount_yuan as is_above_prior_year
from {{ published('fct_three_public_expenses') }} as line
inner join {{ published('dim_agency') }} as agency on line.agency_id = agency.agency_id
left join {{ published('fct_three_public_expenses') }} as year_before
    on
        line.agency_id = year_before.agency_id
        and line.item = year_before.item
        and line.fiscal_year = year_before.fiscal_year + 1
        and agency.agency_id <> 'unknown'
