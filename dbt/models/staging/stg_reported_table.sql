select
    report_id,
    source_file,
    table_no,
    form_code,
    title,
    layout,
    unit,
    first_page,
    last_page,
    budget_basis,
    is_empty,
    empty_note
from {{ source('raw', 'reported_table') }}
