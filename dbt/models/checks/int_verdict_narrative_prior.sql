-- What the text says of the change on the year before, against the figures published then. Only
-- where the text's own figure of this year, if it names one, is that of the form: a text that
-- calls 本年收入合计 总计 compares something else.
with named_cells as (
    select *
    from {{ ref('stg_claim_cell') }}
    where compared_with = 'prior'
),

cell_figures as (
    select
        named_cells.sections,
        named_cells.subjects,
        figure.report_id,
        figure.row_label,
        figure.value_yuan,
        figure.unit,
        figure.column_decimals,
        figure.quantum_yuan,
        figure.radius_yuan,
        figure.zero_radius_yuan,
        figure.cell
    from named_cells
    inner join {{ ref('int_check_figure') }} as figure
        on
            named_cells.form_code = figure.form_code
            and named_cells.block = figure.block
            and named_cells.measure = figure.measure
            and figure.basis = 'outturn'
            and regexp_full_match(figure.row_key, named_cells.label)
            and regexp_full_match(figure.row_role, named_cells.roles)
    where figure.value_yuan is not null
    qualify count(*) over (
        partition by figure.report_id, named_cells.sections, named_cells.subjects
    ) = 1
),

claims as (
    select
        *,
        cast({{ last_digit_yuan('unit', 'shown_decimals') }} * 0.5 as decimal(24, 8))
            as claim_radius,
        coalesce('p.' || page, '第 ' || sentence_no || ' 句') as claim_place
    from {{ ref('stg_narrative_claim') }}
    where
        state = 'number'
        and unit in ('yuan', 'wan', 'yi')
        and not is_approximate
        and value_yuan is not null
),

contradicting as (
    select distinct
        claim.report_id,
        own.sections,
        own.subjects
    from claims as claim
    inner join cell_figures as own
        on
            claim.report_id = own.report_id
            and regexp_full_match(claim.section, own.sections)
            and regexp_full_match(claim.subject, own.subjects)
    where
        claim.quantity = 'amount'
        and claim.basis in ('outturn', '')
        and abs(claim.value_yuan - own.value_yuan) > claim.claim_radius + own.radius_yuan
),

compared as (
    select
        claim.report_id,
        claim.claim_no,
        claim.claim_place,
        own.row_label,
        own.unit,
        own.column_decimals,
        own.quantum_yuan,
        prior.quantum_yuan as term_quantum_yuan,
        own.cell,
        '上年 ' || prior.cell as prior_cell,
        prior.value_yuan as expected_yuan,
        cast(
            own.value_yuan
            + case claim.direction when 'increase' then -1 when 'decrease' then 1 else 0 end
            * claim.value_yuan
            as decimal(38, 8)
        ) as found_yuan,
        own.radius_yuan + prior.radius_yuan
        + if(claim.value_yuan = 0, 0, claim.claim_radius) as radius_yuan,
        own.zero_radius_yuan - own.radius_yuan + prior.zero_radius_yuan - prior.radius_yuan
            as zero_radius_yuan
    from claims as claim
    inner join cell_figures as own
        on
            claim.report_id = own.report_id
            and regexp_full_match(claim.section, own.sections)
            and regexp_full_match(claim.subject, own.subjects)
    inner join {{ ref('int_related_report') }} as related
        on claim.report_id = related.report_id and related.relation = 'prior'
    inner join cell_figures as prior
        on
            related.other_report_id = prior.report_id
            and own.sections = prior.sections
            and own.subjects = prior.subjects
    left join contradicting
        on
            claim.report_id = contradicting.report_id
            and own.sections = contradicting.sections
            and own.subjects = contradicting.subjects
    where
        claim.quantity = 'change'
        and claim.basis = 'prior_outturn'
        and (claim.direction in ('increase', 'decrease') or claim.value_yuan = 0)
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
            'difference_yuan', 'radius_yuan', 'zero_radius_yuan', 'quantum_yuan', 'terms',
            'term_quantum_yuan'
        ) }} as verdict,
        {{ plain_amount('expected_yuan', 'unit', 'column_decimals') }} as expected,
        {{ plain_amount('found_yuan', 'unit', 'column_decimals') }} as found,
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
    cast({{ in_printed_unit('judged.radius_yuan', 'judged.unit') }} as decimal(24, 6))
        as tolerance,
    judged.unit,
    judged.terms,
    [judged.claim_place, judged.cell, judged.prior_cell] as cells,
    judged.verdict,
    {{ severity_of('judged.verdict', 'scope.severity') }} as severity,
    judged.verdict not in ('exact', 'last_digit')
    and {{ is_suspicious('judged.difference_yuan', 'judged.quantum_yuan', 'judged.terms') }}
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
