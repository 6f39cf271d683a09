-- The verdicts of all printed rates of self-evaluations.
with ratios as (
    select * from {{ ref('int_performance_table_ratio') }}
    union all by name
    select * from {{ ref('int_performance_claim_ratio') }}
),

compared as (
    select
        ratios.* replace (
            cast(ratios.numerator as decimal(24, 4)) as numerator,
            cast(ratios.denominator as decimal(24, 4)) as denominator
        ),
        identity.title_zh,
        identity.severity,
        {{ verdict_of_ratio(
            'ratios.printed', 'ratios.quantum', 'ratios.numerator', 'ratios.numerator_radius',
            'ratios.denominator', 'ratios.denominator_radius'
        ) }} as verdict
    from ratios
    inner join {{ ref('stg_identity') }} as identity on ratios.identity_id = identity.identity_id
),

worded as (
    select
        *,
        {{ percent_text('numerator', 'denominator') }} as expected,
        {{ plain_number('printed', 'decimals') }} || '%' as found,
        {{ percent_difference('printed', 'numerator', 'denominator', 'decimals') }} as difference
    from compared
)

select
    report_id,
    source_file,
    identity_id,
    instance,
    first_position,
    case when verdict not in ('not_evaluable', 'undefined_base') then expected end as expected,
    found,
    case when verdict not in ('not_evaluable', 'undefined_base') then difference end as difference,
    cast(quantum * 0.5 as decimal(24, 6)) as tolerance,
    'percent' as unit,
    cast(
        case when numerator <> 0 then 1 else 0 end + case when denominator <> 0 then 1 else 0 end
        as integer
    ) as terms,
    cells,
    verdict,
    {{ severity_of('verdict', 'severity') }} as severity,
    false as suspicious,
    case
        when verdict in ('not_evaluable', 'undefined_base')
            then
                title_zh || '（' || instance || '）：印为 ' || coalesce(found, '空白')
                || coalesce('（' || cells[1] || '）', '') || '；'
                || {{ verdict_in_words('verdict') }} || '。'
        else
            {{ verdict_message(
                'title_zh', 'instance', 'found', 'expected', "'text'", 'difference', "'eq'",
                'verdict', 'cells'
            ) }}
    end as message
from worded
