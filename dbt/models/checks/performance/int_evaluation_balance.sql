-- What the points of a sheet add up to, and whether the execution row counts in its totals.
with sums as (
    select
        report_id,
        table_no,
        min(scoring_regime) as scoring_regime,
        count(*) filter (where point = 'indicator_weight') as weight_cells,
        count(points) filter (where point = 'indicator_weight') as weights,
        count(*) filter (where point = 'indicator_score') as score_cells,
        count(points) filter (where point = 'indicator_score') as scores,
        count(distinct goal) filter (where point = 'indicator_score') as goals,
        sum(points) filter (where point = 'indicator_weight') as weight_sum,
        sum(points) filter (where point = 'indicator_score') as score_sum,
        max(points) filter (where point = 'execution_weight') as execution_weight,
        max(points) filter (where point = 'execution_score') as execution_score,
        max(points) filter (where point = 'total_weight') as total_weight,
        max(points) filter (where point = 'total_score') as total_score
    from {{ ref('int_evaluation_point') }}
    group by report_id, table_no
),

-- where neither reading holds, the nearer one is what the sheet may have meant
settled as (
    select
        *,
        coalesce(total_weight, 100) as target_weight,
        case
            when execution_weight is null then false
            when scoring_regime <> 'unknown' then scoring_regime = 'execution_inside'
            else
                coalesce(
                    abs(weight_sum + execution_weight - coalesce(total_weight, 100))
                    < abs(weight_sum - coalesce(total_weight, 100)),
                    false
                )
        end as weighs_execution,
        case
            when scoring_regime <> 'unknown' then scoring_regime = 'execution_inside'
            when execution_score is null then false
            else
                coalesce(
                    abs(score_sum + execution_score - total_score)
                    < abs(score_sum - total_score),
                    false
                )
        end as counts_execution
    from sums
)

-- a blank is a missing point, not 0: only where 0 makes the total right it may stand for 0
select
    *,
    weight_sum + case when weighs_execution then execution_weight else 0 end = target_weight
        as weights_fit,
    score_sum + case when counts_execution then coalesce(execution_score, 0) else 0 end
    = total_score as scores_fit,
    -- 指标 90 分, 总分 100: the points of the execution row are not printed
    coalesce(execution_weight is null and weight_sum < target_weight, false)
        as lacks_execution_weight
from settled
