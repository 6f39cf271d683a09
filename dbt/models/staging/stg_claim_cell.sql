select
    line_no,
    compared_with,
    sections,
    subjects,
    names,
    form_code,
    block,
    label,
    roles,
    measures,
    identity_id
from {{ source('raw', 'claim_cell') }}
