-- What the running text says of the money of a project against the sheet of its evaluation: a figure
-- for the whole project, and the parts of a project that several pay for.
with claims as (
    select
        *,
        {{ project_name_key('subject_label') }} as project_key
    from {{ ref('int_claim_figure') }}
    where is_exact and scale = 'money' and quantity = 'amount' and subject = 'project_item'
),

sheet_figures as (
    select
        *,
        length(regexp_extract(amount_text, '[.．]([0-9]+)$', 1)) as decimals
    from (
        {% for basis in ['budget_initial', 'budget_revised', 'outturn'] %}
            select
                evaluation.report_id,
                evaluation.project_name,
                '{{ basis }}' as basis,
                fund.{{ basis }}_yuan as amount,
                fund.{{ basis }}_text as amount_text,
                fund.unit,
                {{ cell_address(
                    'fund.page', 'fund.sheet', 'fund.table_row', 'cast(null as integer)'
                ) }} as cell
            from {{ ref('stg_evaluation') }} as evaluation
            inner join {{ ref('stg_evaluation_fund') }} as fund
                on
                    evaluation.report_id = fund.report_id
                    and evaluation.table_no = fund.table_no
                    and not fund.is_part
            {% if not loop.last %}union all{% endif %}
        {% endfor %}
    ) as printed
),

-- 安排……（甲承担部分）……万元；安排……（乙承担部分）……万元
parts as (
    select
        *,
        arg_min(base_name, length(base_name)) over (partition by report_id, sentence_no)
            as shortest_name
    from (
        select
            *,
            regexp_extract(subject_label, {{ phrase('part_of_project') }}, 1) as base_name,
            substr(
                sentence,
                cast(char_end as bigint) + 1,
                cast(
                    lead(char_start, 1, length(sentence)) over (
                        partition by report_id, sentence_no order by claim_no
                    ) - char_end as bigint
                )
            ) as words_after
        from claims
        where basis = ''
    ) as allotted
    where base_name <> ''
),

-- a part without a figure of what was paid is paid where the text says so
paid as (
    select
        parts.report_id,
        parts.claim_no,
        coalesce(
            min(outturn.claim_no),
            if(
                bool_or(regexp_matches(parts.words_after, {{ phrase('paid_in_full') }})),
                parts.claim_no,
                null
            )
        ) as paid_no
    from parts
    left join claims as outturn
        on
            parts.report_id = outturn.report_id
            and parts.sentence_no = outturn.sentence_no
            and parts.subject_label = outturn.subject_label
            and outturn.basis = 'outturn'
    group by parts.report_id, parts.claim_no
),

-- the parts are of one project where the name of each ends with the shortest
parted as (
    select
        parts.report_id,
        parts.sentence_no,
        any_value(parts.shortest_name) as project_name,
        list(parts.claim_no order by parts.claim_no) as part_nos,
        if(count(paid.paid_no) = count(*), list(paid.paid_no order by parts.claim_no), [])
            as paid_nos
    from parts
    inner join paid
        on parts.report_id = paid.report_id and parts.claim_no = paid.claim_no
    group by parts.report_id, parts.sentence_no
    having count(*) >= 2 and bool_and(ends_with(parts.base_name, parts.shortest_name))
),

parted_sums as (
    select
        report_id,
        project_name,
        'allotted ' || sentence_no as equation,
        'budget_revised' as basis,
        part_nos as claim_nos
    from parted
    union all
    select
        report_id,
        project_name,
        'paid ' || sentence_no as equation,
        'outturn' as basis,
        paid_nos as claim_nos
    from parted
),

equations as (
    select
        parted_sums.equation,
        parted_sums.claim_nos,
        sheet.*
    from parted_sums
    inner join sheet_figures as sheet
        on
            parted_sums.report_id = sheet.report_id
            and parted_sums.basis = sheet.basis
            and length(parted_sums.project_name) >= 3
            and contains(sheet.project_name, parted_sums.project_name)
    qualify count(*) over (partition by parted_sums.report_id, parted_sums.equation) = 1
    union all by name
    -- a project that text and sheet call by one name
    select
        'sheet ' || claims.claim_no as equation,
        [claims.claim_no] as claim_nos,
        sheet.*
    from claims
    inner join sheet_figures as sheet
        on
            claims.report_id = sheet.report_id
            and claims.basis = sheet.basis
            and claims.project_key = {{ project_name_key('sheet.project_name') }}
    where claims.section = 'performance_projects'
    qualify count(*) over (partition by claims.report_id, claims.claim_no) = 1
),

measured as (
    select
        *,
        {{ last_digit_yuan('unit', 'decimals') }} as quantum
    from equations
    where amount is not null and amount_text is not null and len(claim_nos) > 0
)

select
    report_id,
    'n.amount.copy' as identity_id,
    equation,
    unnest(claim_nos) as claim_no,
    'expected' as side
from measured
union all by name
select
    report_id,
    'n.amount.copy' as identity_id,
    equation,
    claim_nos[1] as claim_no,
    'found' as side,
    cast(amount as decimal(24, 8)) as amount,
    if(amount = 0, 0, quantum * 0.5) as radius,
    quantum * 0.5 as zero_radius,
    quantum,
    unit,
    cast(decimals as integer) as decimals,
    cell
from measured
