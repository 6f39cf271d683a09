select
    identity_id,
    family,
    severity
from {{ source('raw', 'identity') }}
