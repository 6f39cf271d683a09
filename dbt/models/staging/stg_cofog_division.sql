select
    code,
    nullif(trim(cofog_division), '') as cofog_division,
    nullif(trim(cofog_name), '') as cofog_name,
    confidence
from {{ source('raw', 'cofog_division') }}
