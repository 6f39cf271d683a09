-- Every printed point of a sheet: weights and scores of the execution row, the indicators and
-- the totals, with the group and the goal an indicator stands in. Rows that split the funds repeat
-- points and are left out.
with points as (
    select
        *,
        case
            when block = 'funds' and measure = 'score' then 'execution_score'
            when block = 'funds' then 'execution_weight'
            when measure = 'level1_weight' then 'group_weight'
            when measure = 'weight' then 'indicator_weight'
            when measure = 'score' then 'indicator_score'
            else measure
        end as point,
        cast(value as decimal(24, 4)) as points,
        {{ cell_address('page', 'sheet', 'table_row', 'table_column') }} as cell
    from {{ ref('stg_reported_quantity') }}
    where
        (
            block = 'funds' and measure in ('score', 'weight', 'execution_weight')
            and row_role <> 'leaf'
        )
        or (block = 'indicators' and measure in ('weight', 'score', 'level1_weight'))
        or (block = 'total' and measure in ('total_weight', 'total_score'))
)

select
    sheet.report_id,
    sheet.source_file,
    sheet.table_no,
    sheet.sheet_name,
    sheet.scoring_regime,
    sheet.execution_weight,
    points.point,
    points.row_no,
    points.row_label,
    points.points,
    points.value_text,
    cast(coalesce(points.shown_decimals, 0) as integer) as decimals,
    points.value_state,
    points.cell,
    points.page,
    points.table_row,
    coalesce(indicator.goal, '') as goal,
    indicator.level1_label,
    indicator.level1_weight,
    coalesce(indicator.target_text, indicator.actual_text) is not null as is_filled
from points
inner join {{ ref('int_evaluation_sheet') }} as sheet
    on points.report_id = sheet.report_id and points.table_no = sheet.table_no
left join {{ ref('stg_evaluation_indicator') }} as indicator
    on
        points.report_id = indicator.report_id
        and points.table_no = indicator.table_no
        and points.block = 'indicators'
        and points.row_no = indicator.indicator_no
-- the weight of the execution row stands in its label, in its column, or in both: once
qualify
    points.point not in ('execution_weight', 'execution_score', 'total_score', 'total_weight')
    or row_number() over (
        partition by points.report_id, points.table_no, points.point
        order by points.points is null, points.row_no desc
    ) = 1
