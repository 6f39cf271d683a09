-- Shares of the running text with the part and the whole that they are taken of. The part is the
-- amount said just before of the same thing; the whole is the one that the text names (占本年支出合计
-- 的 x%), else the one that its section divides: codes/share_wholes.csv. A share whose whole is not
-- plain has no row.
with claims as (
    select * from {{ ref('int_claim_figure') }}
    where is_exact
),

amounts as (
    select * from claims
    where scale = 'money' and quantity = 'amount' and basis in ('outturn', '')
),

said as (
    select
        *,
        regexp_replace(
            translate(coalesce(base_label, ''), '“”‘’（）', '""""()'),
            {{ phrase('around_a_base') }}, '', 'g'
        ) as base_key
    from claims
    where quantity = 'share' and unit = 'percent'
),

shares as (
    select
        said.*,
        whole.whole,
        whole.identity_id
    from said
    inner join {{ ref('stg_share_whole') }} as whole
        on
            regexp_full_match(said.section, whole.sections)
            and regexp_full_match(coalesce(said.subject, ''), whole.subjects)
            and regexp_full_match(said.base_key, whole.base)
    qualify count(*) over (partition by said.report_id, said.claim_no) = 1
),

parts as (
    select
        share.report_id,
        share.claim_no,
        part.claim_no as part_no,
        part.amount,
        part.radius,
        part.cell
    from shares as share
    inner join amounts as part
        on
            share.report_id = part.report_id
            and share.sentence_no = part.sentence_no
            and share.topic = part.topic
            and share.subject is not distinct from part.subject
            and share.claim_no > part.claim_no
            and part.claim_no >= share.claim_no - 4
    qualify row_number() over (
        partition by share.report_id, share.claim_no order by part.claim_no desc
    ) = 1
),

-- the whole as the text prints it: the last one before in the same block, else the last one of
-- the same explanation; else as the form prints it
wholes as (
    select
        share.report_id,
        share.claim_no,
        whole.amount,
        whole.radius,
        whole.cell,
        case
            when
                share.block_no = whole.block_no
                and (whole.item_no is null or whole.item_no is not distinct from share.item_no)
                then 1
            when
                share.is_main
                and whole.is_main
                and (share.whole, whole.section) in (
                    ('current_expenditure', 'expenditure'), ('current_income', 'income')
                )
                then 2
        end as distance,
        whole.claim_no as whole_no
    from shares as share
    inner join amounts as whole
        on
            share.report_id = whole.report_id
            and share.whole = whole.subject
            and share.claim_no > whole.claim_no
    union all
    select
        share.report_id,
        share.claim_no,
        cell.amount,
        cell.radius,
        cell.cell,
        3 as distance,
        0 as whole_no
    from shares as share
    inner join {{ ref('int_named_cell') }} as cell
        on
            share.report_id = cell.report_id
            and cell.compared_with = 'whole'
            and share.whole = cell.subjects
            and cell.basis = 'outturn'
    where
        share.report_kind = 'final_accounts'
        and (share.is_main or share.whole = 'all_projects')
),

nearest_wholes as (
    select * from wholes
    where distance is not null
    qualify row_number() over (
        partition by report_id, claim_no order by distance asc, whole_no desc
    ) = 1
)

select
    share.report_id,
    share.claim_no,
    share.identity_id,
    share.whole,
    parts.part_no,
    parts.amount as numerator,
    parts.radius as numerator_radius,
    nearest_wholes.amount as denominator,
    nearest_wholes.radius as denominator_radius,
    -- 占 x% of small contracts may be taken of the whole or of the contracts above them
    share.subject = 'micro_award' and share.base_key = '' as is_uncertain,
    [share.cell, parts.cell, nearest_wholes.cell] as cells
from shares as share
inner join parts using (report_id, claim_no)
inner join nearest_wholes using (report_id, claim_no)
