select
    account.account_id, indicator.evaluation_id, indicator.level1_label as level1,
    indicator.level2_label as level2, indicator.level3_label as level3,
    indicator.target_text as target, indicator.actual_text as actual, indicator.weight,
    indicator.score, indicator.score_text, indicator.score_state, indicator.reason,
    indicator.source_file, indicator.table_no, indicator.page, indicator.sheet,
    indicator.table_row, indicator.weight_column, indicator.score_column
from marts.fct_performance_indicator as indicator
inner join account on indicator.report_id = account.report_id
order by account.account_id, indicator.evaluation_id, indicator.indicator_no
