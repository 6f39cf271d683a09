-- What does not agree, with the diagnosis that names it and what is known against our reading.
with finding as (
    select
        account.account_id,
        account.source_file as report_file,
        row_number() over (
            partition by account.account_id
            order by
                list_position(['error', 'warn', 'info'], verdict.severity),
                verdict.report_id, verdict.identity_id, verdict.instance
        ) as finding_no,
        verdict.*
    from quality.fct_identity_verdict as verdict
    inner join account on verdict.report_id = account.report_id
    where verdict.verdict in ('violation', 'truncated', 'last_digit')
)

select
    finding.account_id, finding.finding_no, finding.report_id, finding.identity_id,
    finding.instance, finding.expected, finding.found, finding.difference, finding.tolerance,
    finding.unit, finding.cells, finding.verdict, finding.severity, finding.suspicious,
    finding.status, finding.message,
    diagnosis.message as diagnosis,
    diagnosis.likely_cause as cause
from finding
left join quality.fct_diagnosis as diagnosis
    on
        finding.report_id = diagnosis.report_id
        and list_contains(diagnosis.identities, finding.identity_id)
        and list_has_any(diagnosis.cells, finding.cells)
qualify row_number() over (
    partition by finding.account_id, finding.finding_no order by diagnosis.diagnosis_no
) = 1
order by finding.account_id, finding.finding_no
