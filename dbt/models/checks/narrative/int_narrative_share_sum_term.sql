-- The shares of one whole in one block come to 100 %, where their amounts add up to the whole.
with parts as (
    select
        share.*,
        claim.block_no,
        claim.quantum
    from {{ ref('int_claim_share') }} as share
    inner join {{ ref('int_claim_figure') }} as claim
        on share.report_id = claim.report_id and share.claim_no = claim.claim_no
    where share.identity_id = 'n.share'
    qualify row_number() over (
        partition by share.report_id, claim.block_no, share.whole, claim.topic
        order by share.claim_no
    ) = 1
),

lists as (
    select
        report_id,
        block_no,
        whole,
        'shares ' || block_no || ' ' || whole as equation,
        min(claim_no) as first_no
    from parts
    group by report_id, block_no, whole
    having
        count(*) >= 2
        and count(distinct denominator) = 1
        and any_value(denominator) > 0
        and abs(sum(numerator) - any_value(denominator))
        <= sum(numerator_radius) + any_value(denominator_radius)
        -- a part left out must be more than what the amounts leave open
        and 100 * cast(sum(numerator_radius) + any_value(denominator_radius) as decimal(24, 4))
        <= cast(any_value(denominator) as decimal(24, 4)) * cast(min(quantum) as decimal(10, 4))
)

select
    parts.report_id,
    'n.share.sum' as identity_id,
    lists.equation,
    parts.claim_no,
    'expected' as side,
    -- 0 % of an amount that is not zero was rounded
    if(parts.numerator <> 0, parts.quantum * 0.5, null) as radius
from parts
inner join lists using (report_id, block_no, whole)
union all by name
select
    lists.report_id,
    'n.share.sum' as identity_id,
    lists.equation,
    lists.first_no as claim_no,
    'found' as side,
    cast(100 as decimal(24, 8)) as amount,
    cast(0 as decimal(24, 8)) as radius,
    cast(0 as decimal(24, 8)) as zero_radius,
    claim.quantum,
    'percent' as unit,
    claim.decimals,
    claim.cell,
    claim.section_label as place
from lists
inner join {{ ref('int_claim_figure') }} as claim
    on lists.report_id = claim.report_id and lists.first_no = claim.claim_no
