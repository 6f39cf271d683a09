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
    seconds,
    quantities,
    claims
from {{ source('raw', 'report_outcome') }}
