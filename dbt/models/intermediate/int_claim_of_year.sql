-- Figures of the running text that facts may use: of reports that count, certain, and not said of
-- another year.
select
    claim.*,
    version.agency_id,
    report.fiscal_year,
    report.kind = 'final_accounts' as is_of_final_accounts,
    code.function_code
from {{ ref('stg_narrative_claim') }} as claim
inner join {{ ref('int_report_version') }} as version
    on claim.report_id = version.report_id and version.feeds_evaluations
inner join {{ ref('stg_report') }} as report on claim.report_id = report.report_id
left join {{ ref('int_claim_code') }} as code
    on claim.report_id = code.report_id and claim.claim_no = code.claim_no
where
    claim.state = 'number'
    and not claim.is_approximate
    and claim.basis <> 'prior_outturn'
    and claim.quantity in ('amount', 'count', 'completion')
