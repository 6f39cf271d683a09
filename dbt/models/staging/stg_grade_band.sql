select
    grade,
    words,
    cast(lowest as smallint) as lowest,
    cast(below as smallint) as below,
    cast(lowest_anywhere as smallint) as lowest_anywhere,
    cast(below_anywhere as smallint) as below_anywhere
from {{ source('raw', 'grade_band') }}
