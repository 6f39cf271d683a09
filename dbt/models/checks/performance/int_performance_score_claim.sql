-- Scores and grades told in the running text against the sheets: the same score, and the grade of
-- its band. Which sheet a score belongs to is told by its order, where text and sheets have as
-- many.
with sheets as (
    select
        sheet.report_id,
        sheet.table_no,
        sheet.sheet_name,
        sheet.eval_scope as scope,
        point.points,
        point.decimals,
        point.cell
    from {{ ref('int_evaluation_sheet') }} as sheet
    inner join {{ ref('int_evaluation_point') }} as point
        on
            sheet.report_id = point.report_id
            and sheet.table_no = point.table_no
            and point.point = 'total_score'
            and point.points is not null
),

only_scopes as (
    select
        report_id,
        min(scope) as scope
    from sheets
    group by report_id
    having count(distinct scope) = 1
),

told as (
    select
        claim.*,
        count(*) over (partition by claim.report_id, claim.sentence_no) as scores_in_sentence,
        case
            when regexp_matches(claim.sentence, {{ phrase('whole_evaluation') }}) then 'whole'
            when regexp_matches(claim.sentence, {{ phrase('project_evaluation') }}) then 'project'
            else only_scopes.scope
        end as scope
    from {{ ref('int_performance_claim') }} as claim
    left join only_scopes on claim.report_id = only_scopes.report_id
    where
        claim.subject = 'evaluation_score'
        and claim.quantity = 'score'
        and claim.term_value is not null
),

sheet_order as (
    select
        *,
        row_number() over in_order as position,
        count(*) over (partition by report_id, scope) as figures,
        list(cast(points as decimal(18, 4))) over (partition by report_id, scope) as all_points
    from sheets
    window in_order as (partition by report_id, scope order by table_no)
),

told_order as (
    select
        *,
        row_number() over in_order as position,
        count(*) over (partition by report_id, scope) as figures,
        list(cast(term_value as decimal(18, 4))) over (partition by report_id, scope) as all_points
    from told
    window in_order as (partition by report_id, scope order by claim_no)
),

paired as (
    select
        told.*,
        sheet.sheet_name,
        sheet.points,
        sheet.decimals as sheet_decimals,
        sheet.cell as sheet_cell,
        list_sort(told.all_points) = list_sort(sheet.all_points) as are_the_same
    from told_order as told
    left join sheet_order as sheet
        on
            told.report_id = sheet.report_id
            and told.scope = sheet.scope
            and told.position = sheet.position
            and told.figures = sheet.figures
    -- without any sheet there is nothing to compare with
    where exists (
        select 1 from sheets
        where sheets.report_id = told.report_id
    )
),

scores as (
    select
        report_id,
        source_file,
        place || coalesce('：' || sheet_name, '') as instance,
        claim_no as first_position,
        case
            when points is null then null
            when are_the_same then {{ plain_number('term_value', 'decimals') }}
            else {{ plain_number('points', 'sheet_decimals') }}
        end as expected,
        {{ plain_number('term_value', 'decimals') }} as found,
        case when are_the_same then 0 else term_value - points end as difference,
        quantum,
        1 as terms,
        list_filter([cell, sheet_cell], one -> one is not null) as cells,
        case
            when points is null then 'not_evaluable'
            when are_the_same or term_value = points then 'exact'
            when abs(term_value - points) <= quantum * 0.5 and sheet_decimals > decimals
                then 'rounding'
            else 'violation'
        end as verdict
    from paired
),

grades as (
    select
        told.report_id,
        told.source_file,
        told.place || '[等级]' as instance,
        told.claim_no as first_position,
        told.term_value as points,
        regexp_extract(
            statement.statement_text, {{ phrase('grade_told') }}, 1
        ) as grade,
        [told.cell] as cells
    from told
    inner join {{ ref('stg_narrative_statement') }} as statement
        on
            told.report_id = statement.report_id
            and told.sentence_no = statement.sentence_no
            and statement.kind = 'grade'
    where told.scores_in_sentence = 1
    qualify
        count(*) over (partition by told.report_id, told.claim_no) = 1
    union all by name
    select
        sheet.report_id,
        sheet.source_file,
        sheet.sheet_name || '[等级]' as instance,
        sheet.table_no as first_position,
        sheets.points,
        regexp_extract(sheet.grade, {{ phrase('grade_printed') }}, 1) as grade,
        [sheets.cell] as cells
    from {{ ref('int_evaluation_sheet') }} as sheet
    inner join sheets on sheet.report_id = sheets.report_id and sheet.table_no = sheets.table_no
    where sheet.grade is not null
),

graded as (
    select
        grades.report_id,
        grades.source_file,
        grades.instance,
        grades.first_position,
        due.grade as expected,
        grades.grade as found,
        cast(null as decimal(24, 4)) as difference,
        cast(null as decimal(24, 8)) as quantum,
        1 as terms,
        grades.cells,
        case
            when
                grades.points >= printed.lowest_anywhere and grades.points < printed.below_anywhere
                then 'exact'
            else 'violation'
        end as verdict
    from grades
    inner join {{ ref('stg_grade_band') }} as printed on regexp_full_match(grades.grade, printed.words)
    inner join {{ ref('stg_grade_band') }} as due
        on grades.points >= due.lowest and grades.points < due.below
),

compared as (
    select * from scores
    union all by name
    select * from graded
)

select
    compared.report_id,
    compared.source_file,
    identity.identity_id,
    compared.instance,
    compared.first_position,
    compared.expected,
    compared.found,
    cast(compared.difference as decimal(24, 4)) as difference,
    cast(compared.quantum * 0.5 as decimal(24, 6)) as tolerance,
    case when compared.quantum is null then 'text' else 'points' end as unit,
    compared.terms,
    compared.cells,
    compared.verdict,
    {{ severity_of('compared.verdict', 'identity.severity') }} as severity,
    false as suspicious,
    identity.title_zh || '（' || compared.instance || '）：叙述为 ' || compared.found
    || coalesce('（' || compared.cells[1] || '）', '')
    || coalesce('，自评表或分数对应 ' || compared.expected, '')
    || '；' || {{ verdict_in_words('compared.verdict') }} || '。' as message
from compared
inner join {{ ref('stg_identity') }} as identity on identity.identity_id = 'p.score.narrative'
