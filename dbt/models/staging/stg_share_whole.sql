select
    sections,
    subjects,
    base,
    whole,
    identity_id
from {{ source('raw', 'share_whole') }}
