select
    code as function_code,
    name as function_name,
    level,
    nullif(trim(parent), '') as parent_code,
    cast(nullif(trim(first_year), '') as smallint) as first_year,
    cast(nullif(trim(last_year), '') as smallint) as last_year,
    fund,
    status,
    evidence
from {{ source('raw', 'function_code') }}
