select
    indicator.report_id,
    indicator.source_file,
    indicator.agency_id,
    agency.agency,
    agency.region,
    indicator.fiscal_year,
    evaluation.eval_scope,
    evaluation.evaluation_id,
    evaluation.project_name,
    evaluation.total_weight,
    evaluation.total_score,
    evaluation.scoring_regime,
    evaluation.execution_rate,
    indicator.indicator_no,
    indicator.level1,
    indicator.level1_label,
    indicator.level2,
    indicator.level2_label,
    indicator.level3_label,
    indicator.target_text,
    indicator.actual_text,
    indicator.weight,
    indicator.score,
    indicator.score = indicator.weight as is_full_score,
    indicator.reason,
    indicator.page,
    indicator.table_row
from {{ published('fct_performance_indicator') }} as indicator
inner join {{ published('fct_performance_evaluation') }} as evaluation
    on indicator.evaluation_id = evaluation.evaluation_id
inner join {{ published('dim_agency') }} as agency on indicator.agency_id = agency.agency_id
