-- For every report: itself, the same agency's report of the year before, and the reports of the
-- units below a department.
with reports as (
    select
        report.report_id,
        report.agency,
        report.agency_normalised,
        report.supervising_agency,
        report.fiscal_year,
        report.kind,
        report.reporting_scope,
        version.agency_id,
        version.is_current
    from {{ ref('stg_report') }} as report
    inner join {{ ref('int_report_version') }} as version on report.report_id = version.report_id
)

select
    report_id,
    'own' as relation,
    report_id as other_report_id
from reports
union all
select
    report.report_id,
    'prior' as relation,
    prior.report_id as other_report_id
from reports as report
inner join reports as prior
    on
        report.agency_id = prior.agency_id
        and report.fiscal_year = prior.fiscal_year + 1
        and report.kind = prior.kind
where
    report.agency is not null
    and report.kind = 'final_accounts'
    and prior.is_current
    and coalesce(
        report.reporting_scope = prior.reporting_scope, true
    )
union all
select
    department.report_id,
    'units' as relation,
    unit.report_id as other_report_id
from reports as department
inner join reports as unit
    on
        department.fiscal_year = unit.fiscal_year
        and (
            department.agency_normalised = unit.supervising_agency
            or department.agency = unit.supervising_agency
            -- the department's own offices (本级) report as one of its units
            or department.agency_normalised = unit.agency_normalised
        )
        and department.kind = unit.kind
        and department.report_id <> unit.report_id
where
    department.kind = 'final_accounts'
    and department.reporting_scope = 'department'
    and unit.reporting_scope = 'unit'
    and unit.is_current
