-- Every figure of the running text with what the interval rule needs, what it is about in one
-- word (topic), and where it stands: its block (figures in one section without a break) and
-- whether that is the explanation of the forms itself or an attachment.
with claims as (
    select
        claim.* replace (
            -- 政府采购……支出合计 before the goods, works and services is the whole of them
            if(
                claim.subject = 'current_expenditure'
                and regexp_matches(claim.sentence, {{ phrase('procurement') }})
                and starts_with(
                    lead(claim.subject) over (partition by claim.report_id order by claim.claim_no),
                    'procurement_'
                ),
                'procurement_total',
                claim.subject
            ) as subject
        ),
        report.kind as report_kind,
        report.fiscal_year,
        report.agency_kind,
        case
            when claim.source_file <> report.source_file
                then parse_filename(claim.source_file) || ' '
            else ''
        end as file_name,
        code.function_code,
        -- 1,4653.09 is read literally where it is compared
        case
            when claim.state = 'number' then claim.value
            else
                try_cast(
                    regexp_replace(translate(claim.value_text, '，', ','), '[^0-9.-]', '', 'g')
                    as decimal(11, 4)
                )
        end as literal_value,
        coalesce(
            claim.shown_decimals,
            length(regexp_extract(claim.value_text, '[.．]([0-9]+)$', 1))
        ) as decimals,
        claim.section in (
            'overall', 'income', 'expenditure', 'appropriation_overall',
            'general_budget_overall', 'general_budget_structure', 'general_budget_items',
            'government_fund', 'state_capital', 'operating_cost'
        )
        -- an evaluation has sections of these names too; those of the forms name the accounts
        or (
            claim.section in (
                'general_budget_expenditure', 'basic_expenditure', 'three_public',
                'three_public_overall', 'three_public_details'
            )
            and regexp_matches(claim.section_label, {{ phrase('section_of_accounts') }})
        ) as is_of_forms,
        claim.section in (
            'self_evaluation', 'attachments', 'organisation', 'whole_scale', 'project_outline',
            'project_funds', 'project_management', 'evaluation_work', 'evaluation_conclusion',
            'indicator_results', 'objective_results', 'performance_results', 'problems'
        ) as is_of_evaluation
    from {{ ref('stg_narrative_claim') }} as claim
    inner join {{ ref('stg_report') }} as report on claim.report_id = report.report_id
    left join {{ ref('int_claim_code') }} as code
        on claim.report_id = code.report_id and claim.claim_no = code.claim_no
    where report.kind in ('final_accounts', 'self_evaluation')
),

marked as (
    select
        *,
        case when unit in ('yuan', 'wan', 'yi') then 'money' else unit end as scale,
        case
            when subject in ('functional_class', 'functional_item')
                then
                    coalesce(
                        function_code,
                        concat_ws('/', class_label, kuan_label, xiang_label)
                    )
            when subject is null or subject = 'project_item' then subject_label
            else subject
        end as topic,
        coalesce(
            concat_ws('|', section, section_label)
            <> lag(concat_ws('|', section, section_label)) over in_report,
            true
        ) as opens_block,
        min(case when is_of_forms then claim_no end) over of_report as first_of_forms
    from claims
    window
        in_report as (partition by report_id order by claim_no),
        of_report as (partition by report_id)
),

placed as (
    select
        *,
        min(case when is_of_evaluation and claim_no > first_of_forms then claim_no end)
            over (partition by report_id) as first_attached
    from marked
)

select
    report_id,
    source_file,
    report_kind,
    fiscal_year,
    agency_kind,
    claim_no,
    section,
    section_label,
    item_no,
    cast(sum(case when opens_block then 1 else 0 end) over (
        partition by report_id order by claim_no
    ) as integer) as block_no,
    report_kind = 'final_accounts'
    and is_of_forms
    and claim_no < coalesce(first_attached, 2147483647) as is_main,
    subject,
    subject_label,
    class_label,
    kuan_label,
    xiang_label,
    function_code,
    topic,
    quantity,
    basis,
    base_label,
    direction,
    state,
    is_approximate,
    state = 'number' and not is_approximate and literal_value is not null as is_exact,
    value_text,
    unit,
    counter,
    scale,
    cast(coalesce(decimals, 0) as integer) as decimals,
    -- money in yuan, all else in its own unit
    cast(
        literal_value * case when scale = 'money' then {{ yuan_per_unit('unit') }} else 1 end
        as decimal(24, 8)
    ) as amount,
    {{ last_digit_yuan('unit', 'coalesce(decimals, 0)') }} as quantum,
    -- counts and scores are exact
    case
        when literal_value = 0 or scale in ('count', 'points') then cast(0 as decimal(24, 8))
        else cast({{ last_digit_yuan('unit', 'coalesce(decimals, 0)') }} * 0.5 as decimal(24, 8))
    end as radius,
    case
        when scale in ('count', 'points') then cast(0 as decimal(24, 8))
        else cast({{ last_digit_yuan('unit', 'coalesce(decimals, 0)') }} * 0.5 as decimal(24, 8))
    end as zero_radius,
    sentence_no,
    sentence,
    page,
    char_start,
    char_end,
    file_name || {{ sentence_address('page', 'sentence_no') }} as cell,
    coalesce(section_label, '') || coalesce(' ' || item_no, '') || '·'
    || coalesce(function_code, nullif(subject_label, ''), section_label, '') as place
from placed
