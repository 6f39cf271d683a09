select
    source_file,
    sha256,
    report_id,
    outcome,
    reason,
    advice,
    reader,
    pages,
    figures,
    unplaced,
    seconds
from {{ source('raw', 'report_outcome') }}
