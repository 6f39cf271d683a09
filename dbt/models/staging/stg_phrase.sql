select
    phrase,
    pattern,
    example
from {{ source('raw', 'phrase') }}
