-- The points for executing the budget: weight × outturn / budget, never more than the weight.
with funds as (
    select
        report_id,
        table_no,
        sheet_name,
        fund_no,
        min(value_yuan) filter (where measure = 'outturn' and state = 'number') as outturn,
        min(radius_yuan) filter (where measure = 'outturn') as outturn_radius,
        min(cell) filter (where measure = 'outturn') as outturn_cell,
        coalesce(
            min(value_yuan) filter (where measure = 'budget_revised' and state = 'number'),
            min(value_yuan) filter (where measure = 'budget_initial' and state = 'number')
        ) as budget,
        coalesce(
            min(radius_yuan) filter (where measure = 'budget_revised' and state = 'number'),
            min(radius_yuan) filter (where measure = 'budget_initial')
        ) as budget_radius,
        coalesce(
            min(cell) filter (where measure = 'budget_revised' and state = 'number'),
            min(cell) filter (where measure = 'budget_initial')
        ) as budget_cell
    from {{ ref('int_performance_fund') }}
    where not is_part and fund = 'total'
    group by report_id, table_no, sheet_name, fund_no
    qualify fund_no = min(fund_no) over (partition by report_id, table_no)
),

scores as (
    select
        score.report_id,
        score.source_file,
        score.table_no,
        score.sheet_name,
        score.points as found_points,
        score.value_state,
        score.decimals,
        score.cell,
        coalesce(weight.points, score.execution_weight) as weight,
        weight.cell as weight_cell,
        evaluation.execution_rate
    from {{ ref('int_evaluation_point') }} as score
    left join {{ ref('int_evaluation_point') }} as weight
        on
            score.report_id = weight.report_id
            and score.table_no = weight.table_no
            and weight.point = 'execution_weight'
    left join {{ ref('stg_evaluation') }} as evaluation
        on score.report_id = evaluation.report_id and score.table_no = evaluation.table_no
    where score.point = 'execution_score' and score.value_state <> 'blank'
),

shares as (
    select
        scores.*,
        funds.outturn,
        funds.budget,
        cast({{ last_digit('scores.decimals') }} as decimal(9, 8)) as quantum,
        list_filter(
            [scores.cell, funds.outturn_cell, funds.budget_cell, scores.weight_cell],
            one -> one is not null
        ) as cells,
        cast({{ percent_of('funds.outturn', 'funds.budget', 8) }} as decimal(20, 8)) as percent,
        cast(
            {{ percent_of(
                'funds.outturn - funds.outturn_radius', 'funds.budget + funds.budget_radius', 8
            ) }}
            as decimal(20, 8)
        ) as low_percent,
        cast(
            {{ percent_of(
                'funds.outturn + funds.outturn_radius', 'funds.budget - funds.budget_radius', 8
            ) }}
            as decimal(20, 8)
        ) as high_percent
    from scores
    left join funds
        on scores.report_id = funds.report_id and scores.table_no = funds.table_no
),

expected as (
    select
        *,
        cast(least(weight, percent * weight * 0.01) as decimal(18, 8)) as points,
        cast(least(weight, low_percent * weight * 0.01) as decimal(18, 8)) as low_points,
        cast(
            least(weight, coalesce(high_percent * weight * 0.01, weight)) as decimal(18, 8)
        ) as high_points,
        cast(least(weight, execution_rate * weight * 0.01) as decimal(18, 8)) as points_by_rate
    from shares
),

judged as (
    select
        expected.*,
        identity.identity_id,
        identity.title_zh,
        identity.severity,
        case
            when found_points is null or points is null then 'not_evaluable'
            when abs(found_points - points) <= quantum * 0.5 then 'exact'
            when
                found_points + quantum * 0.5 >= low_points
                and found_points - quantum * 0.5 <= high_points
                then 'rounding'
            -- many work out the points from the rate as they printed it
            when abs(found_points - points_by_rate) <= quantum * 0.5 then 'rounding'
            when found_points <= points and points < found_points + quantum then 'truncated'
            else 'violation'
        end as verdict
    from expected
    inner join {{ ref('stg_identity') }} as identity
        on identity.identity_id = 'p.execution.score'
),

worded as (
    select
        *,
        {{ plain_number('points', 3) }} as expected_text,
        {{ plain_number('found_points', 'decimals') }} as found_text,
        cast(
            found_points - cast({{ plain_number('points', 'decimals') }} as decimal(18, 8))
            as decimal(24, 4)
        ) as difference
    from judged
)

select
    report_id,
    source_file,
    identity_id,
    sheet_name as instance,
    table_no as first_position,
    expected_text as expected,
    found_text as found,
    case when verdict <> 'not_evaluable' then difference end as difference,
    cast(quantum * 0.5 as decimal(24, 6)) as tolerance,
    'points' as unit,
    cast(
        case when weight <> 0 then 1 else 0 end
        + case when outturn <> 0 then 1 else 0 end
        + case when budget <> 0 then 1 else 0 end
        as integer
    ) as terms,
    cells,
    verdict,
    {{ severity_of('verdict', 'severity') }} as severity,
    false as suspicious,
    case
        when verdict = 'not_evaluable'
            then title_zh || '（' || sheet_name || '）：' || {{ verdict_in_words('verdict') }} || '。'
        else
            {{ verdict_message(
                'title_zh', 'sheet_name', 'found_text', 'expected_text', "'points'", 'difference',
                "'eq'", 'verdict', 'cells'
            ) }}
    end as message
from worded
