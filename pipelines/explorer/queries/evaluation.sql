select
    account.account_id, evaluation.evaluation_id, evaluation.report_id, evaluation.source_file,
    evaluation.table_no, evaluation.eval_scope as scope, evaluation.project_name,
    evaluation.total_score_text as total, evaluation.total_weight, evaluation.grade
from marts.fct_performance_evaluation as evaluation
inner join account on evaluation.report_id = account.report_id
order by account.account_id, evaluation.eval_scope desc, evaluation.table_no
