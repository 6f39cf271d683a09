-- Projects of an evaluation that the running text speaks of more than once: the same figure
-- printed finely and coarsely, and a project paid for in parts against its table.
with claims as (
    select
        *,
        {{ project_name_key('subject_label') }} as project_key
    from {{ ref('int_claim_figure') }}
    where
        state = 'number'
        and not is_approximate
        and amount is not null
        and scale = 'money'
        and quantity = 'amount'
        and subject = 'project_item'
),

-- outturn and balance of one project in two places; names alone do not prove that a second
-- figure is the same fact, so one far from the first says nothing
twice as (
    select
        fine.report_id,
        fine.claim_no as fine_no,
        coarse.claim_no as coarse_no
    from claims as fine
    inner join claims as coarse
        on
            fine.report_id = coarse.report_id
            and fine.project_key = coarse.project_key
            and fine.basis = coarse.basis
            and fine.unit = coarse.unit
            and fine.block_no <> coarse.block_no
            and fine.basis in ('outturn', 'closing')
            and (fine.decimals, -fine.claim_no) > (coarse.decimals, -coarse.claim_no)
            and length(fine.project_key) >= 4
            and abs(fine.amount - coarse.amount) <= coarse.quantum
    qualify row_number() over (
        partition by fine.report_id, coarse.claim_no order by fine.claim_no
    ) = 1
),

-- 安排……（甲承担部分）……万元；安排……（乙承担部分）……万元
parts as (
    select
        *,
        regexp_extract(subject_label, '^([^(（]+)[(（][^()（）]*部分[)）]', 1) as base_name,
        lead(char_start) over (partition by report_id, sentence_no order by claim_no) as next_start
    from claims
    where basis = ''
),

-- a part without a figure of what was paid is paid where the text says so
paid as (
    select
        parts.report_id,
        parts.sentence_no,
        parts.claim_no,
        coalesce(
            min(outturn.claim_no),
            any_value(
                case
                    when
                        regexp_matches(
                            substr(
                                parts.sentence,
                                cast(parts.char_end as bigint) + 1,
                                cast(
                                    coalesce(parts.next_start, length(parts.sentence))
                                    - parts.char_end as bigint
                                )
                            ),
                            '(?:全部|均)[^，,；;。]{0,4}支付|支付完毕'
                        )
                        then parts.claim_no
                end
            )
        ) as paid_no
    from parts
    left join claims as outturn
        on
            parts.report_id = outturn.report_id
            and parts.sentence_no = outturn.sentence_no
            and parts.subject_label = outturn.subject_label
            and outturn.basis = 'outturn'
    where parts.base_name <> ''
    group by parts.report_id, parts.sentence_no, parts.claim_no
),

parted as (
    select
        parts.report_id,
        parts.sentence_no,
        min_by(parts.base_name, length(parts.base_name)) as base_name,
        list(parts.claim_no) as part_nos,
        case when count(paid.paid_no) = count(*) then list(paid.paid_no) end as paid_nos
    from parts
    inner join paid
        on parts.report_id = paid.report_id and parts.claim_no = paid.claim_no
    group by parts.report_id, parts.sentence_no
    having
        count(*) >= 2
        and bool_and(ends_with(parts.base_name, (
            select min_by(other.base_name, length(other.base_name))
            from parts as other
            where
                other.report_id = parts.report_id
                and other.sentence_no = parts.sentence_no
                and other.base_name <> ''
        )))
),

funds as (
    select
        parted.report_id,
        parted.sentence_no,
        parted.part_nos,
        parted.paid_nos,
        fund.table_no,
        fund.budget_revised_yuan,
        fund.budget_revised_text,
        fund.outturn_yuan,
        fund.outturn_text,
        fund.unit,
        {{ cell_address('fund.page', 'fund.sheet', 'fund.table_row', 'cast(null as integer)') }}
            as cell
    from parted
    inner join {{ ref('stg_evaluation') }} as evaluation
        on
            parted.report_id = evaluation.report_id
            and length(parted.base_name) >= 3
            and contains(evaluation.project_name, parted.base_name)
    inner join {{ ref('stg_evaluation_fund') }} as fund
        on
            evaluation.report_id = fund.report_id
            and evaluation.table_no = fund.table_no
            and not fund.is_part
    qualify count(*) over (partition by parted.report_id, parted.sentence_no) = 1
),

-- a project that text and sheet call by one name
named_funds as (
    select
        claims.report_id,
        claims.claim_no,
        case claims.basis
            when 'outturn' then fund.outturn_yuan
            when 'budget_initial' then fund.budget_initial_yuan
            else fund.budget_revised_yuan
        end as amount,
        case claims.basis
            when 'outturn' then fund.outturn_text
            when 'budget_initial' then fund.budget_initial_text
            else fund.budget_revised_text
        end as amount_text,
        fund.unit,
        {{ cell_address('fund.page', 'fund.sheet', 'fund.table_row', 'cast(null as integer)') }}
            as cell
    from claims
    inner join {{ ref('stg_evaluation') }} as evaluation
        on
            claims.report_id = evaluation.report_id
            and claims.project_key = {{ project_name_key('evaluation.project_name') }}
    inner join {{ ref('stg_evaluation_fund') }} as fund
        on
            evaluation.report_id = fund.report_id
            and evaluation.table_no = fund.table_no
            and not fund.is_part
    where
        claims.section = 'performance_projects'
        and claims.basis in ('outturn', 'budget_initial', 'budget_revised')
    qualify count(*) over (partition by claims.report_id, claims.claim_no) = 1
),

fund_totals as (
    select
        report_id,
        'allotted ' || sentence_no as equation,
        part_nos as claim_nos,
        budget_revised_yuan as amount,
        budget_revised_text as amount_text,
        unit,
        cell
    from funds
    union all
    select
        report_id,
        'paid ' || sentence_no as equation,
        paid_nos as claim_nos,
        outturn_yuan as amount,
        outturn_text as amount_text,
        unit,
        cell
    from funds
    where paid_nos is not null
    union all
    select
        report_id,
        'sheet ' || claim_no as equation,
        [claim_no] as claim_nos,
        amount,
        amount_text,
        unit,
        cell
    from named_funds
),

measured_totals as (
    select
        *,
        length(regexp_extract(amount_text, '[.．]([0-9]+)$', 1)) as decimals
    from fund_totals
    where amount is not null and amount_text is not null
),

term_claims as (
    select
        report_id,
        'twice ' || coarse_no as equation,
        coarse_no as claim_no,
        'found' as side
    from twice
    union all
    select
        report_id,
        'twice ' || coarse_no as equation,
        fine_no as claim_no,
        'expected' as side
    from twice
    union all
    select
        report_id,
        equation,
        unnest(claim_nos) as claim_no,
        'expected' as side
    from measured_totals
)

select
    term_claims.report_id,
    'n.amount.copy' as identity_id,
    term_claims.equation,
    claims.claim_no as first_no,
    term_claims.side,
    'eq' as relation,
    true as is_complete,
    1 as weight,
    claims.amount,
    claims.radius,
    claims.zero_radius,
    claims.quantum,
    claims.unit,
    claims.decimals,
    claims.cell,
    claims.place
from term_claims
inner join claims
    on term_claims.report_id = claims.report_id and term_claims.claim_no = claims.claim_no
union all by name
select
    measured_totals.report_id,
    'n.amount.copy' as identity_id,
    measured_totals.equation,
    claims.claim_no as first_no,
    'found' as side,
    'eq' as relation,
    true as is_complete,
    1 as weight,
    cast(measured_totals.amount as decimal(24, 8)) as amount,
    case
        when measured_totals.amount = 0 then 0
        else cast(
            {{ last_digit_yuan('measured_totals.unit', 'measured_totals.decimals') }} * 0.5
            as decimal(24, 8)
        )
    end as radius,
    cast(
        {{ last_digit_yuan('measured_totals.unit', 'measured_totals.decimals') }} * 0.5
        as decimal(24, 8)
    ) as zero_radius,
    {{ last_digit_yuan('measured_totals.unit', 'measured_totals.decimals') }} as quantum,
    measured_totals.unit,
    cast(measured_totals.decimals as integer) as decimals,
    measured_totals.cell,
    claims.place
from measured_totals
inner join claims
    on
        measured_totals.report_id = claims.report_id
        and measured_totals.claim_nos[1] = claims.claim_no
