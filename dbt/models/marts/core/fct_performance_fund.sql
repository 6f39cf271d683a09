select
    evaluation.evaluation_id,
    fund.report_id,
    fund.source_file,
    fund.table_no,
    evaluation.agency_id,
    evaluation.fiscal_year,
    evaluation.project_id,
    fund.fund_no,
    fund.fund,
    fund.fund_label,
    fund.budget_initial_yuan,
    {{ in_wan('fund.budget_initial_yuan') }} as budget_initial_wan,
    fund.budget_revised_yuan,
    {{ in_wan('fund.budget_revised_yuan') }} as budget_revised_wan,
    fund.outturn_yuan,
    {{ in_wan('fund.outturn_yuan') }} as outturn_wan,
    fund.execution_rate,
    fund.execution_rate_text,
    fund.weight,
    fund.score
from {{ ref('int_evaluation_fund') }} as fund
inner join {{ ref('int_evaluation') }} as evaluation
    on fund.report_id = evaluation.report_id and fund.table_no = evaluation.table_no
