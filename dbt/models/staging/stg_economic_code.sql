select
    code as economic_code,
    name as economic_name,
    level,
    nullif(trim(parent), '') as parent_code,
    cast(nullif(trim(first_year), '') as smallint) as first_year,
    cast(nullif(trim(last_year), '') as smallint) as last_year,
    system as classification_system,
    status,
    evidence
from {{ source('raw', 'economic_code') }}
