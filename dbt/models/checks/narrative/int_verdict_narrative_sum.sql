-- The verdicts of copies, sums and bounds of the running text, each from its terms.
with fineness as (
    -- a bare 0 beside figures with decimals is as fine as they are, and hides no half of a unit
    select
        *,
        least(
            zero_radius,
            coalesce(
                0.5 * min(quantum) filter (where amount <> 0)
                    over (partition by report_id, identity_id, equation),
                zero_radius
            )
        ) as own_zero_radius
    from {{ ref('int_narrative_term') }}
),

sums as (
    select
        report_id,
        identity_id,
        equation,
        any_value(relation) as relation,
        bool_and(is_complete) as is_complete,
        min(first_no) filter (where side = 'found') as first_no,
        cast(sum(weight * amount) filter (where side = 'found') as decimal(38, 8)) as found_amount,
        cast(sum(weight * amount) filter (where side = 'expected') as decimal(38, 8))
            as expected_amount,
        cast(sum(radius) as decimal(38, 8)) as radius_sum,
        cast(sum(greatest(own_zero_radius - radius, 0)) as decimal(38, 8)) as zero_radius_sum,
        -- a zero with a radius is known to be something that was rounded away
        cast(count(*) filter (where side = 'expected' and (amount <> 0 or radius > 0)) as integer)
            as terms,
        coalesce(
            arg_min(unit, first_no) filter (where side = 'found' and unit <> 'yuan'),
            arg_min(unit, first_no) filter (where side = 'found')
        ) as unit,
        max(quantum) filter (where side = 'found') as quantum,
        max(quantum) filter (where side = 'expected' and amount <> 0) as term_quantum,
        max(decimals) filter (where side = 'found') as found_decimals,
        max(decimals) filter (where side = 'expected') as expected_decimals,
        count(distinct unit) as units,
        arg_min(place, first_no) filter (where side = 'found' and place is not null) as place,
        list(cell order by side desc, first_no asc, cell asc)
        filter (where cell is not null) as cells
    from fineness
    group by report_id, identity_id, equation
),

differences as (
    select
        *,
        found_amount - expected_amount as difference_amount
    from sums
    where found_amount is not null and expected_amount is not null
),

judged as (
    select
        *,
        case
            when relation = 'eq'
                then
                    {{ verdict_of_sum(
                        'difference_amount', 'radius_sum', 'zero_radius_sum', 'quantum', 'terms',
                        'term_quantum'
                    ) }}
            else
                {{ verdict_of_bound(
                    'relation', 'difference_amount', 'radius_sum', 'zero_radius_sum'
                ) }}
        end as plain_verdict
    from differences
),

settled as (
    select
        *,
        -- what is not known to be the whole, or the same thing, is no violation
        case
            when plain_verdict <> 'violation' or is_complete then plain_verdict
            when identity_id = 'n.opcost.eq_public' then 'not_applicable'
            else 'not_evaluable'
        end as verdict
    from judged
)

select
    report_id,
    identity_id,
    equation,
    first_no as claim_no,
    relation,
    place,
    verdict,
    -- figures of several units are shown with all digits they bring
    case
        when verdict <> 'not_evaluable'
            then {{ plain_amount(
                'expected_amount', 'unit',
                'if(units > 1, 6, greatest(found_decimals, expected_decimals))'
            ) }}
    end as expected,
    {{ plain_amount('found_amount', 'unit', 'found_decimals') }} as found,
    case
        when verdict <> 'not_evaluable'
            then cast({{ in_printed_unit('difference_amount', 'unit') }} as decimal(24, 4))
    end as difference,
    cast({{ in_printed_unit('radius_sum', 'unit') }} as decimal(24, 6)) as tolerance,
    unit,
    terms,
    cells,
    verdict not in ('exact', 'last_digit', 'not_evaluable', 'not_applicable')
    and {{ is_suspicious('difference_amount', 'quantum', 'terms') }} as suspicious
from settled
