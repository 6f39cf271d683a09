select
    report_id,
    source_file,
    table_no,
    line_no,
    place,
    line_text,
    stated_agency,
    stated_year,
    states_empty,
    page
from {{ source('raw', 'table_line') }}
