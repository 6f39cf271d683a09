select
    report_id,
    identity_id,
    instance,
    reason,
    decided_by,
    decided_on
from {{ source('raw', 'ruling') }}
