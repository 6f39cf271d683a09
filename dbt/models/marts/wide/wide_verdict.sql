select
    verdict.report_id,
    verdict.source_file,
    report.agency_id,
    report.agency,
    report.region,
    report.fiscal_year,
    report.kind,
    report.is_current,
    verdict.identity_id,
    identity.title_zh,
    identity.family,
    verdict.instance,
    verdict.expected,
    verdict.found,
    verdict.difference,
    verdict.unit,
    verdict.verdict,
    verdict.severity,
    verdict.status,
    array_to_string(verdict.cells, '; ') as cell_list,
    verdict.message
from {{ published('fct_identity_verdict') }} as verdict
inner join {{ published('dim_report') }} as report on verdict.report_id = report.report_id
left join {{ published('dim_identity') }} as identity on verdict.identity_id = identity.identity_id
