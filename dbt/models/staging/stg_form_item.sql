select
    form_code,
    label,
    roles,
    item
from {{ source('raw', 'form_item') }}
