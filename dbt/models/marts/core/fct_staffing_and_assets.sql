-- Posts, staff, vehicles and equipment as the text tells them; rows of one item may be added up.
with told as (
    select distinct
        claim.report_id,
        claim.source_file,
        claim.agency_id,
        claim.fiscal_year,
        claim.is_of_final_accounts,
        item.fact,
        item.item,
        item.name_zh,
        claim.section_label,
        claim.subject_label,
        claim.value,
        claim.counter,
        -- one count said again is one row, where it is said first
        min(claim.claim_no) over (
            partition by
                claim.report_id, item.item, claim.section_label, claim.subject_label,
                claim.value, claim.counter
        ) as claim_no
    from {{ ref('int_claim_of_year') }} as claim
    inner join {{ ref('stg_claim_item') }} as item
        on
            claim.subject = item.subject
            and item.fact in ('staff', 'vehicle_total', 'vehicle_use', 'equipment')
    where claim.quantity = 'count'
    qualify claim.report_id = first_value(claim.report_id) over (
        partition by claim.agency_id, claim.fiscal_year
        order by claim.is_of_final_accounts desc, claim.source_file, claim.report_id
    )
),

-- a text that tells the same thing in two places is believed where it tells it first
first_place as (
    select *
    from told
    qualify section_label is not distinct from first_value(section_label) over (
        partition by report_id, item order by claim_no
    )
),

compared as (
    select
        *,
        row_number() over by_order as row_no,
        first_value(value) over by_order as first_count,
        sum(value) over (partition by report_id, item) as sum_of_counts,
        sum(value) filter (where fact = 'vehicle_use') over (partition by report_id)
            as vehicles_by_use,
        max(value) filter (where fact = 'vehicle_total') over (partition by report_id)
            as vehicles_in_all
    from first_place
    window by_order as (
        partition by report_id, item order by claim_no
        rows between unbounded preceding and unbounded following
    )
),

ordered as (
    select
        *,
        row_number() over (partition by report_id, item order by claim_no) as place
    from compared
)

select
    report_id,
    source_file,
    agency_id,
    fiscal_year,
    item,
    name_zh as item_name,
    cast(place as integer) as item_order,
    subject_label as item_label,
    value as item_count,
    counter
from ordered
where
    case
        -- 编制 21 人，其中事业编制 21 人: the first count is the sum of those after it
        when fact = 'staff' and sum_of_counts = 2 * first_count then place = 1
        when fact = 'vehicle_use' then coalesce(vehicles_by_use = vehicles_in_all, true)
        when fact = 'vehicle_total' then not coalesce(vehicles_by_use = vehicles_in_all, false)
        else true
    end
