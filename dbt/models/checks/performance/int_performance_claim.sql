-- The claims that identities of self-evaluations use, each with its interval, its part of the
-- sentence (between semicolons) and where it stands. A figure told as about so much is left out.
select
    claim.report_id,
    claim.source_file,
    claim.claim_no,
    claim.section,
    claim.subject,
    coalesce(claim.subject_label, '') as subject_label,
    claim.quantity,
    claim.basis,
    coalesce(claim.base_label, '') as base_label,
    claim.direction,
    claim.unit,
    claim.counter,
    claim.state,
    claim.sentence_no,
    claim.sentence,
    claim.char_start,
    claim.page,
    claim.unit in ('yuan', 'wan', 'yi') as is_money,
    claim.basis = '' or starts_with(claim.basis, 'budget') as is_budget,
    case
        when claim.state <> 'number' then null
        when claim.unit in ('yuan', 'wan', 'yi') then claim.value_yuan
        else claim.value
    end as term_value,
    coalesce(claim.shown_decimals, 0) as decimals,
    {{ last_digit_yuan('claim.unit', 'coalesce(claim.shown_decimals, 0)') }} as quantum,
    cast(
        case
            when claim.unit in ('yuan', 'wan', 'yi') and claim.value <> 0
                then {{ last_digit_yuan('claim.unit', 'claim.shown_decimals') }} * 0.5
            else 0
        end
        as decimal(24, 8)
    ) as radius,
    cast(
        case
            when claim.unit in ('yuan', 'wan', 'yi') and claim.value = 0
                then {{ last_digit_yuan('claim.unit', 'claim.shown_decimals') }} * 0.5
            else 0
        end
        as decimal(24, 8)
    ) as zero_radius,
    substr(claim.sentence, 1, claim.char_start) as words_before,
    length(substr(claim.sentence, 1, claim.char_start))
    - length(regexp_replace(substr(claim.sentence, 1, claim.char_start), '[；;]', '', 'g'))
        as clause_no,
    coalesce(claim.section_label, '')
    || case when claim.item_no is null then '' else '第' || claim.item_no || '项' end as place,
    {{ sentence_address('claim.page', 'claim.sentence_no') }} as cell
from {{ ref('stg_narrative_claim') }} as claim
inner join {{ ref('stg_report') }} as report
    on
        claim.report_id = report.report_id
        and report.kind in ('final_accounts', 'self_evaluation')
where not claim.is_approximate
