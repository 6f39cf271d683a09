select
    evaluation_id,
    report_id,
    source_file,
    table_no,
    agency_id,
    fiscal_year,
    title,
    project_name,
    is_counted,
    equals_counted,
    figures_sha256,
    page,
    sheet,
    table_row
from {{ ref('int_evaluation') }}
