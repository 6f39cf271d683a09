-- The points of indicators whose target and actual value are plain numbers of one unit: by 财预
-- 〔2020〕10号 full points for a target that is met, else in proportion. Whole points may be rounded
-- or cut off. An actual value beyond the target may cost points, so it proves nothing.
with lines as (
    select
        indicator.*,
        sheet.sheet_name,
        regexp_replace(
            coalesce(indicator.comparison, '') || indicator.target_text
            || coalesce(indicator.target_unit, ''), '[[:space:]　,，]', '', 'g'
        ) as target,
        regexp_replace(indicator.actual_text, '[[:space:]　,，]', '', 'g') as actual,
        {{ cell_address(
            'indicator.page', 'indicator.sheet', 'indicator.table_row', 'indicator.score_column'
        ) }} as cell
    from {{ ref('stg_evaluation_indicator') }} as indicator
    inner join {{ ref('int_evaluation_sheet') }} as sheet
        on indicator.report_id = sheet.report_id and indicator.table_no = sheet.table_no
    where indicator.weight > 0 and indicator.score is not null
),

numbers as (
    select
        *,
        case
            when regexp_matches(target, {{ phrase('target_at_least') }}) then 'positive'
            when regexp_matches(target, {{ phrase('target_at_most') }}) then 'reverse'
            else 'either'
        end as sense,
        regexp_extract_all(target, '[0-9]{1,9}(?:\.[0-9]{1,4})?') as target_numbers,
        regexp_extract(target, '[0-9.]+([^0-9.]*)$', 1) as target_tail,
        regexp_extract(actual, '^([0-9]{1,9}(?:\.[0-9]{1,4})?)([^0-9.]{0,4})$', 1) as actual_number,
        regexp_extract(actual, '^([0-9]{1,9}(?:\.[0-9]{1,4})?)([^0-9.]{0,4})$', 2) as actual_unit
    from lines
),

measured as (
    select
        *,
        regexp_replace(target_tail, {{ phrase('bound_behind_a_number') }}, '') as target_unit_text,
        try_cast(target_numbers[1] as decimal(18, 4)) as target_value,
        try_cast(nullif(actual_number, '') as decimal(18, 4)) as actual_value
    from numbers
    where
        len(target_numbers) = 1
        and regexp_full_match(target, {{ phrase('target_of_one_number') }})
),

expected as (
    select
        *,
        cast(
            least(weight, {{ percent_of('actual_value', 'target_value', 8) }} * weight * 0.01)
            as decimal(18, 8)
        ) as points_up,
        cast(
            least(weight, {{ percent_of('target_value', 'actual_value', 8) }} * weight * 0.01)
            as decimal(18, 8)
        ) as points_down
    from (
        select
            * replace (
                cast(weight as decimal(9, 4)) as weight,
                cast(score as decimal(9, 4)) as score
            )
        from measured
    )
    where
        actual_value > 0
        and target_value > 0
        and (actual_unit = target_unit_text or actual_unit = '')
        and not (sense = 'positive' and actual_value > target_value and score < weight)
        and not (sense = 'reverse' and actual_value < target_value and score < weight)
        and not (sense = 'either' and actual_value <> target_value and score = weight)
),

chosen as (
    select
        *,
        case
            when sense = 'positive' then points_up
            when sense = 'reverse' then points_down
            -- met exactly, or short of it in the sense that the score shows
            when abs(score - points_up) <= abs(score - points_down) then points_up
            else points_down
        end as points
    from expected
),

worded as (
    select
        chosen.*,
        identity.identity_id,
        identity.title_zh,
        identity.severity,
        sheet_name || '[' || level3_label || ']' as instance,
        {{ plain_number('points', 2) }} as expected_text,
        cast(score - points as decimal(24, 4)) as difference,
        case
            when abs(score - points) < 0.005 then 'exact'
            when abs(score - points) <= 1 then 'rounding'
            else 'violation'
        end as verdict,
        list_filter([cell], one -> one is not null) as cells
    from chosen
    inner join {{ ref('stg_identity') }} as identity
        on identity.identity_id = 'p.score.quantitative'
)

select
    report_id,
    source_file,
    identity_id,
    instance,
    table_no * 1000 + indicator_no as first_position,
    expected_text as expected,
    score_text as found,
    difference,
    cast(1 as decimal(24, 6)) as tolerance,
    'points' as unit,
    3 as terms,
    cells,
    verdict,
    severity,
    false as suspicious,
    {{ verdict_message(
        'title_zh', 'instance', 'score_text', 'expected_text', "'points'", 'difference', "'eq'",
        'verdict', 'cells'
    ) }} as message
from worded
