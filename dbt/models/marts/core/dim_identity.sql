select
    identity_id,
    family,
    severity
from {{ ref('stg_identity') }}
