select
    preference,
    compared_with,
    sections,
    subjects,
    form_code,
    block,
    label,
    roles,
    measure,
    identity_id
from {{ source('raw', 'claim_cell') }}
