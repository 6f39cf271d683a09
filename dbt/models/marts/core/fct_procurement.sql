-- Procurement by kind where the kinds are told, else in one figure; awards and reservations stand
-- in a row of their own, for they are parts of the same money.
with told as (
    select
        claim.report_id,
        min(claim.source_file) as source_file,
        claim.agency_id,
        claim.fiscal_year,
        claim.is_of_final_accounts,
        item.item,
        {{ only_value("claim.value_yuan", "claim.section = 'procurement'") }} as of_its_section,
        {{ only_value("claim.value_yuan", "true") }} as of_the_text
    from {{ ref('int_claim_of_year') }} as claim
    inner join {{ ref('stg_claim_item') }} as item
        on claim.subject = item.subject and item.fact in ('procurement', 'award')
    where
        claim.quantity = 'amount'
        -- of what was reserved the amount set aside counts, not what was awarded of it
        and (item.item not in ('sme_reserved', 'micro_reserved') or claim.basis <> 'outturn')
    group by
        claim.report_id, claim.agency_id, claim.fiscal_year,
        claim.is_of_final_accounts, item.item
),

valued as (
    select
        *,
        coalesce(of_its_section, of_the_text) as amount_yuan
    from told
    qualify report_id = first_value(report_id) over (
        partition by agency_id, fiscal_year
        order by is_of_final_accounts desc, source_file, report_id
    )
),

kinds as (
    select
        *,
        sum(amount_yuan) filter (where item in ('goods', 'works', 'services'))
            over (partition by report_id) as sum_of_kinds,
        max(amount_yuan) filter (where item = 'total') over (partition by report_id) as total_yuan
    from valued
    where amount_yuan is not null
),

-- the kinds make the total but for the rounding of three figures, or no total is told
leaves as (
    select
        report_id,
        source_file,
        agency_id,
        fiscal_year,
        case when item = 'total' then 'not_split' else item end as item,
        amount_yuan
    from kinds
    where
        item in ('total', 'goods', 'works', 'services')
        and (item = 'total') = (
            sum_of_kinds is null
            or (total_yuan is not null and abs(total_yuan - sum_of_kinds) > 200)
        )
),

awards as (
    select
        report_id,
        min(source_file) as source_file,
        agency_id,
        fiscal_year,
        'awards' as item,
        max(amount_yuan) filter (where item = 'sme_award') as sme_award_yuan,
        max(amount_yuan) filter (where item = 'micro_award') as micro_award_yuan,
        max(amount_yuan) filter (where item = 'sme_reserved') as sme_reserved_yuan,
        max(amount_yuan) filter (where item = 'micro_reserved') as micro_reserved_yuan
    from kinds
    where item in ('sme_award', 'micro_award', 'sme_reserved', 'micro_reserved')
    group by report_id, agency_id, fiscal_year
)

select
    report_id,
    source_file,
    agency_id,
    fiscal_year,
    item,
    cast(amount_yuan as decimal(24, 4)) as amount_yuan,
    {{ in_wan('amount_yuan') }} as amount_wan,
    cast(null as decimal(24, 4)) as sme_award_yuan,
    cast(null as decimal(24, 4)) as micro_award_yuan,
    cast(null as decimal(24, 4)) as sme_reserved_yuan,
    cast(null as decimal(24, 4)) as micro_reserved_yuan
from leaves
union all
select
    report_id,
    source_file,
    agency_id,
    fiscal_year,
    item,
    null,
    null,
    sme_award_yuan,
    micro_award_yuan,
    sme_reserved_yuan,
    micro_reserved_yuan
from awards
