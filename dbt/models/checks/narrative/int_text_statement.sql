-- What the running text says without a figure (持平, 没有, a date, a name), with its address and its
-- place in words.
select
    statement.*,
    report.kind as report_kind,
    report.fiscal_year,
    {{ sentence_address('statement.page', 'statement.sentence_no') }} as cell,
    coalesce(statement.section_label, '') || coalesce(' ' || statement.item_no, '')
    || '·' || statement.statement_text as place
from {{ ref('stg_narrative_statement') }} as statement
inner join {{ ref('stg_report') }} as report on statement.report_id = report.report_id
where report.kind in ('final_accounts', 'self_evaluation')
