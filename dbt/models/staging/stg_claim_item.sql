select
    subject,
    fact,
    item,
    name_zh,
    name_en
from {{ source('raw', 'claim_item') }}
