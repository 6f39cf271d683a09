-- The files of a report: one that lies in several files has an outcome for each of them.
with files as (
    select
        report_id,
        list_sort(list_distinct(list(source_file))) as source_files
    from {{ ref('stg_report_outcome') }}
    group by report_id
)

select
    report.report_id,
    report.source_file,
    files.source_files,
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
    report.revision_word,
    version.duplicate_of,
    version.feeds_marts,
    version.figure_count,
    report.figures_sha256,
    report.url,
    report.retrieved_at,
    report.unlisted_since
from {{ ref('stg_report') }} as report
inner join {{ ref('int_report_version') }} as version on report.report_id = version.report_id
left join files on report.report_id = files.report_id
