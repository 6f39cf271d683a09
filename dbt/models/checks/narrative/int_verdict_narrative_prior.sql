-- What the text says of the change on the year before, against the figures published then. Only
-- where the text's own figure of this year, if it names one, is that of the form: a text that
-- calls 本年收入合计 总计 compares something else.
with claims as (
    select
        *,
        coalesce('p.' || page, '第 ' || sentence_no || ' 句') as claim_place
    from {{ ref('int_claim_figure') }}
    where is_exact and scale = 'money'
),

own_cells as (
    select *
    from {{ ref('int_claim_candidate') }}
    where compared_with = 'prior' and basis = 'outturn' and report_id = form_report_id
    qualify count(*) over (partition by report_id, claim_no, line_no) = 1
),

prior_cells as (
    select *
    from {{ ref('int_named_cell') }}
    where compared_with = 'prior' and basis = 'outturn' and report_id = form_report_id
    qualify count(*) over (partition by report_id, line_no) = 1
),

contradicting as (
    select distinct
        claim.report_id,
        own.line_no
    from claims as claim
    inner join own_cells as own
        on claim.report_id = own.report_id and claim.claim_no = own.claim_no
    where
        claim.quantity = 'amount'
        and claim.basis in ('outturn', '')
        and abs(claim.amount - own.amount) > claim.zero_radius + own.radius
),

compared as (
    select
        claim.report_id,
        claim.claim_no,
        claim.claim_place,
        own.row_label,
        own.unit,
        own.decimals,
        own.quantum,
        prior.quantum as term_quantum,
        own.cell,
        '上年 ' || prior.cell as prior_cell,
        prior.amount as expected_yuan,
        cast(
            case claim.direction
                when 'increase' then own.amount - claim.amount
                when 'decrease' then own.amount + claim.amount
                else own.amount
            end as decimal(38, 8)
        ) as found_yuan,
        own.radius + prior.radius + claim.radius as radius,
        own.zero_radius - own.radius + prior.zero_radius - prior.radius as zero_radius
    from claims as claim
    inner join own_cells as own
        on claim.report_id = own.report_id and claim.claim_no = own.claim_no
    inner join {{ ref('int_related_report') }} as related
        on claim.report_id = related.report_id and related.relation = 'prior'
    inner join prior_cells as prior
        on related.other_report_id = prior.report_id and own.line_no = prior.line_no
    left join contradicting
        on claim.report_id = contradicting.report_id and own.line_no = contradicting.line_no
    where
        claim.quantity = 'change'
        and claim.basis = 'prior_outturn'
        and (claim.direction in ('increase', 'decrease') or claim.amount = 0)
        and contradicting.report_id is null
),

measured as (
    select
        *,
        found_yuan - expected_yuan as difference_yuan,
        -- the change is a figure too: this is a sum and no copy
        if(expected_yuan = 0, 1, 2) as terms
    from compared
    qualify row_number() over (partition by report_id, row_label order by claim_no) = 1
),

judged as (
    select
        *,
        {{ verdict_of_sum(
            'difference_yuan', 'radius', 'zero_radius', 'quantum', 'terms', 'term_quantum'
        ) }} as verdict,
        {{ plain_amount('expected_yuan', 'unit', 'decimals') }} as expected,
        {{ plain_amount('found_yuan', 'unit', 'decimals') }} as found,
        cast({{ in_printed_unit('difference_yuan', 'unit') }} as decimal(24, 4)) as difference
    from measured
)

select
    judged.report_id,
    scope.source_file,
    scope.identity_id,
    judged.row_label as instance,
    judged.expected,
    judged.found,
    judged.difference,
    cast({{ in_printed_unit('judged.radius', 'judged.unit') }} as decimal(24, 6))
        as tolerance,
    judged.unit,
    judged.terms,
    [judged.claim_place, judged.cell, judged.prior_cell] as cells,
    judged.verdict,
    {{ severity_of('judged.verdict', 'scope.severity') }} as severity,
    judged.verdict not in ('exact', 'last_digit')
    and {{ is_suspicious('judged.difference_yuan', 'judged.quantum', 'judged.terms') }}
        as suspicious,
    'open' as status,
    scope.title_zh || '（' || judged.row_label || '）：本年数减去所说的增减额是 ' || judged.found
    || {{ unit_in_words('judged.unit') }} || '（' || judged.claim_place || '），上年公布的是 '
    || judged.expected || {{ unit_in_words('judged.unit') }} || '；'
    || {{ verdict_in_words('judged.verdict') }} || '。' as message
from judged
inner join {{ ref('int_identity_scope') }} as scope
    on
        judged.report_id = scope.report_id
        and scope.identity_id = 'y.narrative_prior'
        and scope.scope_state = 'applies'
