select
    report_id,
    source_file,
    project_name,
    project_key
from {{ source('raw', 'project') }}
