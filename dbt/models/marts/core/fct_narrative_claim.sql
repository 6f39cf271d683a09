select
    claim.report_id,
    claim.source_file,
    version.agency_id,
    report.fiscal_year,
    claim.claim_no,
    claim.section,
    claim.section_label,
    claim.item_no,
    claim.subject,
    claim.subject_label,
    code.function_code as row_code,
    claim.class_label,
    claim.kuan_label,
    claim.xiang_label,
    claim.quantity,
    claim.basis,
    claim.base_label,
    claim.direction,
    claim.value,
    claim.value_text,
    claim.unit,
    claim.counter,
    claim.value_yuan,
    claim.shown_decimals,
    claim.state,
    claim.is_approximate,
    claim.approximation_word,
    claim.sentence_no,
    claim.sentence,
    claim.page,
    claim.char_start,
    claim.char_end
from {{ ref('stg_narrative_claim') }} as claim
inner join {{ ref('stg_report') }} as report on claim.report_id = report.report_id
inner join {{ ref('int_report_version') }} as version on claim.report_id = version.report_id
left join {{ ref('int_claim_code') }} as code
    on claim.report_id = code.report_id and claim.claim_no = code.claim_no
