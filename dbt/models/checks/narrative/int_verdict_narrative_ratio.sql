-- The verdicts of shares, growths and completions of the running text, whether the base is the
-- one that is named, and whether there is a base at all.
with printed as (
    select
        ratio.*,
        claim.amount as printed_percent,
        claim.quantum,
        claim.decimals,
        claim.value_text,
        coalesce(claim.base_label, '') as base_label,
        claim.place
    from (
        select * from {{ ref('int_claim_share') }}
        union all by name
        select * from {{ ref('int_claim_rate') }}
    ) as ratio
    inner join {{ ref('int_claim_figure') }} as claim
        on ratio.report_id = claim.report_id and ratio.claim_no = claim.claim_no
),

judged as (
    select
        *,
        {{ verdict_of_ratio(
            'printed_percent', 'quantum', 'numerator', 'numerator_radius', 'denominator',
            'denominator_radius'
        ) }} as plain_verdict,
        {{ verdict_of_ratio(
            'printed_percent', 'quantum', 'numerator', 'numerator_radius', 'other_budget',
            'other_radius'
        ) }} as verdict_with_other_base
    from printed
),

-- a rate that only the other budget explains was taken of the other budget
marked as (
    select
        *,
        identity_id = 'n.completion'
        and other_budget is not null
        and other_budget <> denominator as has_other_base,
        has_other_base
        and plain_verdict = 'violation'
        and verdict_with_other_base in ('exact', 'rounding', 'truncated') as is_of_other_base
    from judged
),

quotients as (
    select
        report_id,
        identity_id,
        claim_no,
        place,
        if(
            is_of_other_base or (plain_verdict = 'violation' and is_uncertain),
            'not_evaluable', plain_verdict
        ) as verdict,
        {{ percent_text('numerator', 'denominator') }} as expected,
        value_text || '%' as found,
        {{ percent_difference('printed_percent', 'numerator', 'denominator', 'decimals') }}
            as difference,
        cast(quantum * 0.5 as decimal(24, 6)) as tolerance,
        if(difference is null, 'text', 'percent') as unit,
        cells,
        verdict = 'violation' and difference is not null as suspicious,
        if(is_of_other_base, '所用基数与所写基数不符，见完成率基数名称一项', null) as remark
    from marked
),

bases as (
    select
        report_id,
        'n.completion.base_label' as identity_id,
        claim_no,
        place,
        case
            when is_of_other_base then 'violation'
            when plain_verdict in ('exact', 'rounding', 'truncated') then 'exact'
            else 'not_evaluable'
        end as verdict,
        coalesce(nullif(base_label, ''), '预算') as expected,
        if(is_of_other_base, '另一预算数', expected) as found,
        cells,
        if(is_of_other_base, '按所写的基数算不出这个完成率，按另一个预算数才算得出', null) as remark
    from marked
    where has_other_base
),

-- nothing can be completed where nothing was planned, and nothing grows from nothing
zero_bases as (
    select
        report_id,
        'n.completion.zero_base' as identity_id,
        claim_no,
        place,
        case
            when denominator <> 0 then 'exact'
            -- nothing then and nothing now: 0 % is harmless
            when identity_id = 'n.growth' and numerator = 0 and printed_percent = 0
                then 'undefined_base'
            else 'violation'
        end as verdict,
        if(denominator = 0, '不写比率', null) as expected,
        if(identity_id = 'n.completion', '完成' || base_label || '的', '') || value_text || '%'
            as found,
        cells,
        if(denominator = 0, '基数为零，不应写比率', null) as remark
    from marked
    where identity_id in ('n.completion', 'n.growth') and denominator is not null
),

-- money available is no initial budget: 年初预算 that is exactly income and opening of the year
money_available as (
    select
        claim.report_id,
        'n.completion.base_label' as identity_id,
        claim.claim_no,
        claim.place,
        'violation' as verdict,
        -- money available called a budget is a matter of words
        'warn' as severity,
        '年初预算数' as expected,
        claim.value_text as found,
        [claim.cell, total.cell, opening.cell] as cells,
        '所称年初预算恰等于财政拨款总计（本年收入加年初结转和结余），是可用资金而不是年初预算' as remark
    from {{ ref('int_claim_figure') }} as claim
    inner join {{ ref('int_text_figure') }} as total
        on
            claim.report_id = total.report_id
            and total.form_code = 'appropriation_summary'
            and total.block = 'income'
            and total.row_role = 'total'
            and claim.amount = total.value_yuan
    inner join {{ ref('int_text_figure') }} as opening
        on
            claim.report_id = opening.report_id
            and opening.form_code = 'appropriation_summary'
            and opening.block = 'opening_balance'
            and opening.row_role = 'subtotal'
            and opening.value_yuan > 0
    where
        claim.is_main
        and claim.subject = 'general_budget_expenditure'
        and claim.quantity = 'amount'
        and claim.basis = 'budget_initial'
        and claim.item_no is null
)

{% for part in ['quotients', 'bases', 'zero_bases', 'money_available'] %}
    select * from {{ part }}
    {% if not loop.last %}union all by name{% endif %}
{% endfor %}
