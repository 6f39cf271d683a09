select
    version.agency_id,
    coalesce(min(report.agency), '未知') as agency,
    min(version.region) as region,
    cast(count(*) as integer) as report_count,
    min(report.fiscal_year) as first_fiscal_year,
    max(report.fiscal_year) as last_fiscal_year
from {{ ref('stg_report') }} as report
inner join {{ ref('int_report_version') }} as version on report.report_id = version.report_id
group by version.agency_id
