-- What one agency accounts for in one year: all its current reports of that year together.
-- A report that names no agency stands alone.
with report as (
    select
        *,
        case when agency is null then 'report/' || report_id else agency_id end as account_of
    from marts.dim_report
    where
        is_current and duplicate_of is null
        and kind in ('final_accounts', 'self_evaluation')
        and report_id not in (
            select report_id from quality.fct_report_outcome where outcome = 'blank_template'
        )
)

select
    left(sha256(report.account_of || '/' || coalesce(report.fiscal_year, 0)), 12) as account_id,
    report.report_id,
    report.source_file,
    report.source_files,
    report.agency_id,
    report.agency,
    coalesce(report.region, agency.region) as region,
    agency.supervising_agency,
    agency.agency_kind,
    report.fiscal_year,
    report.kind,
    report.url,
    report.retrieved_at,
    report.sha256,
    report.feeds_marts
from report
left join marts.dim_agency as agency on report.agency_id = agency.agency_id
order by report.agency, report.fiscal_year, report.kind, report.report_id
