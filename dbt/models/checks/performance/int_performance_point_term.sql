-- Terms of the identities about points: weights and scores of the sheets add up and stay in bounds.
with points as (
    select
        point.*,
        balance.weighs_execution,
        balance.counts_execution,
        balance.execution_score,
        balance.lacks_execution_weight,
        balance.weights,
        balance.scores,
        balance.goals,
        balance.total_weight,
        balance.total_score,
        coalesce(balance.weights_fit, false) as weights_fit,
        coalesce(balance.scores_fit, false) as scores_fit
    from {{ ref('int_evaluation_point') }} as point
    inner join {{ ref('int_evaluation_balance') }} as balance
        on point.report_id = balance.report_id and point.table_no = balance.table_no
),

-- Σ weights = 100 (or the total that the sheet prints)
weight_total as (
    select
        *,
        'p.weight.total' as identity_id,
        sheet_name as instance,
        'eq' as relation,
        case
            when point = 'total_weight' then 'found'
            when total_weight is null then 'found'
            else 'expected'
        end as side,
        case when points is null and weights_fit then 0 else points end as term_value
    from points
    where
        weights > 0
        and (
            point in ('indicator_weight', 'total_weight')
            or (point = 'execution_weight' and weighs_execution)
        )
        and not (point = 'total_weight' and points is null)
        and not lacks_execution_weight
),

-- Σ weights of a group = the weight printed with its heading
groups as (
    select
        report_id,
        table_no,
        goal,
        level1_label,
        level1_weight,
        min(row_no) as first_row
    from points
    where point = 'indicator_weight' and level1_weight is not null
    group by all
),

weight_group as (
    select
        points.*,
        'p.weight.group' as identity_id,
        points.sheet_name || '[' || groups.level1_label || ']'
        || case when groups.goal = '' then '' else '[' || groups.goal || ']' end as instance,
        'eq' as relation,
        case when points.point = 'group_weight' then 'found' else 'expected' end as side,
        points.points as term_value
    from groups
    inner join points
        on
            groups.report_id = points.report_id
            and groups.table_no = points.table_no
            and (
                (points.point = 'group_weight' and groups.first_row = points.row_no)
                or (
                    points.point = 'indicator_weight'
                    and groups.goal = points.goal
                    and groups.level1_label = points.level1_label
                    and groups.level1_weight = points.level1_weight
                )
            )
),

-- the total is the sum of the scores, with the execution row where it counts
score_total as (
    select
        *,
        'p.score.total' as identity_id,
        sheet_name as instance,
        'eq' as relation,
        case when point = 'total_score' then 'found' else 'expected' end as side,
        case
            when scores_fit then coalesce(points, 0)
            -- goals with points of their own are no parts of one total
            when goals > 1 and point = 'indicator_score' then null
            else points
        end as term_value
    from points
    where
        scores > 0
        and total_score is not null
        -- a score that is not printed is missing, not nothing
        and not (lacks_execution_weight and execution_score is null and not scores_fit)
        and (
            point in ('indicator_score', 'total_score')
            or (point = 'execution_score' and counts_execution)
        )
),

-- no line scores more than its weight, nor less than nothing
scored as (
    select
        score.*,
        coalesce(weight.points, score.execution_weight) as weight_points,
        weight.cell as weight_cell,
        weight.decimals as weight_decimals
    from points as score
    left join points as weight
        on
            score.report_id = weight.report_id
            and score.table_no = weight.table_no
            and weight.point = replace(score.point, 'score', 'weight')
            and (score.point = 'execution_score' or score.row_no = weight.row_no)
    where
        score.point in ('execution_score', 'indicator_score')
        and score.points is not null
        and (weight.points is not null or score.point = 'execution_score')
),

score_bound as (
    select
        scored.* replace (
            case
                when side.name = 'found' then scored.cell else scored.weight_cell
            end as cell
        ),
        'p.score.le_weight' as identity_id,
        scored.sheet_name || '['
        || case when scored.point = 'execution_score' then '预算执行' else scored.row_label end
        || ']' as instance,
        'le' as relation,
        side.name as side,
        case when side.name = 'found' then scored.points else scored.weight_points end
            as term_value
    from scored
    cross join (values ('found'), ('expected')) as side (name)
    where scored.weight_points is not null
    union all by name
    select
        scored.* replace (case when side.name = 'found' then scored.cell end as cell),
        'p.score.le_weight' as identity_id,
        scored.sheet_name || '['
        || case when scored.point = 'execution_score' then '预算执行' else scored.row_label end
        || '][≥0]' as instance,
        'ge' as relation,
        side.name as side,
        case when side.name = 'found' then scored.points else 0 end as term_value
    from scored
    cross join (values ('found'), ('expected')) as side (name)
    where scored.points < 0
),

terms as (
    select * from weight_total
    union all by name
    select * from weight_group
    union all by name
    select * from score_total
    union all by name
    select * from score_bound
)

select
    report_id,
    source_file,
    identity_id,
    -- lines of one name are told by their number
    instance
    || case
        when
            relation <> 'eq'
            and count(distinct row_no) over (
                partition by report_id, identity_id, table_no, instance
            ) > 1
            then '#' || row_no
        else ''
    end as instance,
    relation,
    side,
    1 as weight,
    cast(term_value as decimal(24, 4)) as term_value,
    cast(0 as decimal(24, 8)) as radius,
    cast(0 as decimal(24, 8)) as zero_radius,
    {{ last_digit('decimals') }} as quantum,
    decimals,
    'points' as unit,
    cell,
    page,
    row_no as term_position
from terms
union all by name
-- where no total is printed, 100 is what the weights must make
select
    sheet.report_id,
    sheet.source_file,
    'p.weight.total' as identity_id,
    sheet.sheet_name as instance,
    'eq' as relation,
    'expected' as side,
    1 as weight,
    cast(100 as decimal(24, 4)) as term_value,
    cast(0 as decimal(24, 8)) as radius,
    cast(0 as decimal(24, 8)) as zero_radius,
    cast(1 as decimal(24, 8)) as quantum,
    0 as decimals,
    'points' as unit,
    cast(null as varchar) as cell,
    cast(null as integer) as page,
    0 as term_position
from {{ ref('int_evaluation_sheet') }} as sheet
inner join {{ ref('int_evaluation_balance') }} as balance
    on sheet.report_id = balance.report_id and sheet.table_no = balance.table_no
where balance.weights > 0 and balance.total_weight is null
