-- The verdicts of all sums and bounds of self-evaluations: both sides, their intervals and what
-- they say.
with terms as (
    select * from {{ ref('int_performance_point_term') }}
    union all by name
    select * from {{ ref('int_performance_fund_term') }}
    union all by name
    select * from {{ ref('int_performance_status_term') }}
    union all by name
    select * from {{ ref('int_performance_claim_term') }}
),

sums as (
    select
        report_id,
        source_file,
        identity_id,
        instance,
        relation,
        min(term_position) as first_position,
        cast(sum(weight * term_value) filter (where side = 'found') as decimal(38, 8)) as found_sum,
        cast(sum(weight * term_value) filter (where side = 'expected') as decimal(38, 8))
            as expected_sum,
        count(*) = count(term_value) as is_complete,
        cast(sum(abs(weight) * radius) as decimal(38, 8)) as radius,
        cast(sum(abs(weight) * zero_radius) as decimal(38, 8)) as zero_radius,
        cast(count(*) filter (where side = 'expected' and term_value <> 0) as integer) as terms,
        arg_min(unit, term_position) filter (where side = 'found') as unit,
        coalesce(
            max(quantum) filter (where side = 'found' and term_value <> 0),
            max(quantum) filter (where side = 'found')
        ) as quantum,
        -- points are exact: two of them are no copies of one rounded figure
        max(quantum) filter (where side = 'expected' and term_value <> 0 and unit <> 'points')
            as term_quantum,
        max(decimals) filter (where side = 'found') as decimals,
        case when count(distinct unit) > 1 then 6 else max(decimals) end as shown_decimals,
        list(cell order by side desc, term_position asc, cell asc) filter (where cell is not null)
            as cells
    from terms
    group by report_id, source_file, identity_id, instance, relation
),

compared as (
    select
        sums.*,
        identity.title_zh,
        identity.severity,
        case when is_complete then found_sum - expected_sum end as plain_difference
    from sums
    inner join {{ ref('stg_identity') }} as identity on sums.identity_id = identity.identity_id
),

judged as (
    select
        *,
        case
            when relation = 'eq'
                then
                    {{ verdict_of_sum(
                        'plain_difference', 'radius', 'zero_radius', 'quantum', 'terms',
                        'term_quantum'
                    ) }}
            else
                {{ verdict_of_bound('relation', 'plain_difference', 'radius', 'zero_radius') }}
        end as verdict,
        cast({{ in_printed_unit('plain_difference', 'unit') }} as decimal(24, 4)) as difference,
        {{ plain_amount('expected_sum', 'unit', 'shown_decimals') }} as expected_text,
        {{ plain_amount('found_sum', 'unit', 'decimals') }} as found_text
    from compared
)

select
    report_id,
    source_file,
    identity_id,
    -- what follows @ only tells one place from another
    regexp_replace(instance, '@[0-9]+$', '') as instance,
    first_position,
    case when is_complete then expected_text end as expected,
    case when is_complete then found_text end as found,
    difference,
    case
        when is_complete then cast({{ in_printed_unit('radius', 'unit') }} as decimal(24, 6))
    end as tolerance,
    unit,
    terms,
    coalesce(cells, []) as cells,
    verdict,
    {{ severity_of('verdict', 'severity') }} as severity,
    coalesce(
        relation = 'eq'
        and unit <> 'points'
        and verdict not in ('exact', 'last_digit')
        and {{ is_suspicious('plain_difference', 'quantum', 'terms') }},
        false
    ) as suspicious,
    case
        when not is_complete
            then
                title_zh || '（' || regexp_replace(instance, '@[0-9]+$', '')
                || '）：有数字空缺、无法辨认或无法认定，无法核对。'
        else
            {{ verdict_message(
                'title_zh', "regexp_replace(instance, '@[0-9]+$', '')", 'found_text',
                'expected_text', 'unit', 'difference', 'relation', 'verdict', 'cells'
            ) }}
    end as message
from judged
