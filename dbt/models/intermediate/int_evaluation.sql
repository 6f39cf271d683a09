-- Every printed evaluation, and which printing of one evaluation counts: that of the final
-- accounts before that of a report of its own, else the first file.
with printed as (
    select
        evaluation.*,
        version.agency_id,
        report.fiscal_year,
        report.kind,
        project.project_key,
        -- an evaluation without a name is known by its place alone
        coalesce(
            project.project_key,
            case
                when evaluation.eval_scope = 'whole' then 'whole'
                else evaluation.report_id || '#' || evaluation.table_no
            end
        ) as evaluated_subject
    from {{ ref('stg_evaluation') }} as evaluation
    inner join {{ ref('int_report_version') }} as version
        on evaluation.report_id = version.report_id and version.feeds_evaluations
    inner join {{ ref('stg_report') }} as report on evaluation.report_id = report.report_id
    left join {{ ref('stg_project') }} as project
        on
            evaluation.report_id = project.report_id
            and evaluation.project_name = project.project_name
)

select
    report_id,
    source_file,
    table_no,
    agency_id,
    fiscal_year,
    form_code,
    eval_scope,
    title,
    project_name,
    project_key,
    case when project_key is not null then agency_id || '/' || project_key end as project_id,
    agency_id || '/' || coalesce(cast(fiscal_year as varchar), 'unknown') || '/' || eval_scope
    || '/' || evaluated_subject as evaluation_id,
    supervising_agency,
    implementing_unit,
    unit,
    objective_expected,
    objective_actual,
    total_weight,
    total_score,
    total_score_text,
    grade,
    scoring_regime,
    execution_rate,
    execution_weight,
    execution_score,
    figures_sha256,
    page,
    sheet,
    table_row,
    row_number() over one_evaluation = 1 as is_counted,
    figures_sha256 = first_value(figures_sha256) over one_evaluation as equals_counted,
    cast(
        count(*) over (partition by agency_id, fiscal_year, eval_scope, evaluated_subject)
        as integer
    ) as printing_count
from printed
window one_evaluation as (
    partition by agency_id, fiscal_year, eval_scope, evaluated_subject
    order by kind = 'final_accounts' desc, source_file, report_id, table_no
)
