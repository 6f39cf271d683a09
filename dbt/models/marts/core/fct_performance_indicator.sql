select
    evaluation.evaluation_id,
    indicator.report_id,
    indicator.source_file,
    indicator.table_no,
    evaluation.agency_id,
    evaluation.fiscal_year,
    evaluation.project_id,
    indicator.indicator_no,
    indicator.goal,
    indicator.level1,
    indicator.level1_label,
    indicator.level1_weight,
    indicator.level2,
    indicator.level2_label,
    indicator.level3_label,
    indicator.comparison,
    indicator.target_text,
    indicator.target_unit,
    indicator.actual_text,
    indicator.weight,
    indicator.weight_text,
    indicator.score,
    indicator.score_text,
    indicator.score_state,
    indicator.reason,
    indicator.page,
    indicator.sheet,
    indicator.table_row,
    indicator.target_column,
    indicator.actual_column,
    indicator.weight_column,
    indicator.score_column
from {{ ref('stg_evaluation_indicator') }} as indicator
inner join {{ ref('int_evaluation') }} as evaluation
    on
        indicator.report_id = evaluation.report_id
        and indicator.table_no = evaluation.table_no
        and evaluation.is_counted
