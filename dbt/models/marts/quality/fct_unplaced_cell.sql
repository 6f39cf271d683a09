select
    report_id,
    source_file,
    unplaced_no,
    page,
    sheet,
    table_row,
    table_column,
    x0,
    y0,
    x1,
    y1,
    cell_text,
    reason,
    table_title
from {{ ref('stg_unplaced_cell') }}
