-- Points that a sheet leaves out: a blank among printed scores, a total or weights that are not
-- printed, and what can therefore not be checked.
with blank_scores as (
    select
        point.report_id,
        point.source_file,
        'p.score.total' as identity_id,
        point.sheet_name || '[' || point.row_label || ']' as instance,
        point.row_no as first_position,
        '得分' as expected,
        '（空白）' as found,
        'violation' as verdict,
        'warn' as severity,
        point.cell,
        '：这一项没有印出得分，而同表其他各项都有；空白不等于零分。' as words
    from {{ ref('int_evaluation_point') }} as point
    inner join {{ ref('int_evaluation_balance') }} as balance
        on point.report_id = balance.report_id and point.table_no = balance.table_no
    where
        point.point = 'indicator_score'
        and point.value_state = 'blank'
        and point.is_filled
        -- one score over several merged rows leaves blanks that are none
        and balance.scores > 0
        and balance.score_cells - balance.scores <= balance.scores
),

-- goals that print their scores, but no weights and no total: only what they imply can be said
goals as (
    select
        point.report_id,
        point.source_file,
        'p.weight.total' as identity_id,
        point.sheet_name || case when point.goal = '' then '' else '[' || point.goal || ']' end
            as instance,
        min(point.row_no) as first_position,
        cast(sum(point.points) as decimal(24, 4)) as scores,
        100 - min(balance.execution_weight) as implied_weight,
        max(point.decimals) as decimals,
        arg_min(point.cell, point.row_no) as cell
    from {{ ref('int_evaluation_point') }} as point
    inner join {{ ref('int_evaluation_balance') }} as balance
        on point.report_id = balance.report_id and point.table_no = balance.table_no
    where
        point.point = 'indicator_score'
        and balance.weights = 0
        and balance.total_score is null
        and balance.scores > 0
        and balance.execution_weight is not null
    group by
        point.report_id, point.source_file, point.table_no, point.sheet_name, point.goal
),

without_total as (
    select
        report_id,
        source_file,
        identity_id,
        instance,
        first_position,
        {{ plain_number('scores', 'decimals') }} as expected,
        '（未印总分）' as found,
        'violation' as verdict,
        'info' as severity,
        cell,
        '：没有印出分值和总分，各项得分合计 ' || {{ plain_number('scores', 'decimals') }}
        || ' 分，除预算执行外应有的分值为 ' || {{ plain_number('implied_weight', 0) }} || ' 分。'
            as words
    from goals
),

unweighted as (
    select
        sheet.report_id,
        sheet.source_file,
        'p.weight.total' as identity_id,
        sheet.sheet_name as instance,
        sheet.table_no as first_position,
        cast(null as varchar) as expected,
        cast(null as varchar) as found,
        'not_evaluable' as verdict,
        'error' as severity,
        sheet.cell,
        '：表中没有印出各项分值，无法核对。' as words
    from {{ ref('int_evaluation_sheet') }} as sheet
    left join {{ ref('int_evaluation_balance') }} as balance
        on sheet.report_id = balance.report_id and sheet.table_no = balance.table_no
    where
        coalesce(balance.weights, 0) = 0
        and not exists (
            select 1 from goals
            where
                goals.report_id = sheet.report_id
                and starts_with(goals.instance, sheet.sheet_name)
        )
),

untotalled as (
    select
        sheet.report_id,
        sheet.source_file,
        'p.score.total' as identity_id,
        sheet.sheet_name as instance,
        sheet.table_no as first_position,
        cast(null as varchar) as expected,
        cast(null as varchar) as found,
        'not_evaluable' as verdict,
        'error' as severity,
        sheet.cell,
        '：表中没有印出总分或各项得分，无法核对。' as words
    from {{ ref('int_evaluation_sheet') }} as sheet
    left join {{ ref('int_evaluation_balance') }} as balance
        on sheet.report_id = balance.report_id and sheet.table_no = balance.table_no
    where balance.total_score is null or coalesce(balance.scores, 0) = 0
),

missing as (
    select * from blank_scores
    union all by name
    select * from without_total
    union all by name
    select * from unweighted
    union all by name
    select * from untotalled
)

select
    missing.report_id,
    missing.source_file,
    missing.identity_id,
    missing.instance,
    missing.first_position,
    missing.expected,
    missing.found,
    cast(null as decimal(24, 4)) as difference,
    cast(null as decimal(24, 6)) as tolerance,
    'text' as unit,
    0 as terms,
    list_filter([missing.cell], one -> one is not null) as cells,
    missing.verdict,
    missing.severity,
    false as suspicious,
    identity.title_zh || '（' || missing.instance || '）' || missing.words as message
from missing
inner join {{ ref('stg_identity') }} as identity on missing.identity_id = identity.identity_id
