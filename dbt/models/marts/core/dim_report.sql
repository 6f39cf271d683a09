select
    report.report_id,
    report.source_file,
    report.sha256,
    version.agency_id,
    report.agency,
    report.agency_found_in,
    version.region,
    report.region_found_in,
    report.fiscal_year,
    report.fiscal_year_found_in,
    report.kind,
    report.reporting_scope,
    version.is_current,
    version.supersedes,
    version.duplicate_of,
    version.feeds_marts,
    version.figure_count,
    report.figures_sha256,
    report.url,
    report.retrieved_at
from {{ ref('stg_report') }} as report
inner join {{ ref('int_report_version') }} as version on report.report_id = version.report_id
