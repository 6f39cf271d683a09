select
    classification,
    code,
    name_en
from {{ source('raw', 'english_name') }}
