-- Every printed sheet of a self-evaluation, under a name of its own in its report.
with named as (
    select
        evaluation.*,
        coalesce(
            evaluation.project_name,
            case when evaluation.eval_scope = 'whole' then '整体' else '项目' end
        ) as printed_name
    from {{ ref('stg_evaluation') }} as evaluation
    inner join {{ ref('stg_report') }} as report
        on
            evaluation.report_id = report.report_id
            and report.kind in ('final_accounts', 'self_evaluation')
)

select
    report_id,
    source_file,
    table_no,
    eval_scope,
    scoring_regime,
    execution_weight,
    grade,
    page,
    {{ cell_address('page', 'sheet', 'table_row', 'cast(null as integer)') }} as cell,
    printed_name
    || case
        when count(*) over (partition by report_id, printed_name) > 1 then '#' || table_no
        else ''
    end as sheet_name
from named
