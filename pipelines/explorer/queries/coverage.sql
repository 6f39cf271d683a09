select agency.agency, coverage.agency_id, coverage.fiscal_year as year, coverage.coverage,
    account.account_id
from quality.fct_coverage as coverage
inner join marts.dim_agency as agency on coverage.agency_id = agency.agency_id
left join account on coverage.report_id = account.report_id
order by agency.region, agency.agency, coverage.fiscal_year
