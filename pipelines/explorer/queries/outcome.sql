select
    outcome.source_file, outcome.report_id, outcome.outcome, outcome.reason, outcome.advice,
    outcome.reader, outcome.sha256, outcome.pages, outcome.figures, outcome.unplaced, account.account_id
from quality.fct_report_outcome as outcome
left join account on outcome.report_id = account.report_id
order by outcome.source_file, outcome.report_id
