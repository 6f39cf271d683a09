select
    unplaced.report_id, unplaced.source_file, unplaced.page, unplaced.sheet,
    unplaced.table_row, unplaced.table_column, left(unplaced.cell_text, 120) as text,
    left(unplaced.reason, 400) as reason, unplaced.table_title, account.account_id
from quality.fct_unplaced_cell as unplaced
left join account on unplaced.report_id = account.report_id
order by unplaced.source_file, unplaced.report_id, unplaced.unplaced_no
