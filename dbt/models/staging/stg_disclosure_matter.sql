select
    matter,
    title_zh,
    title_en,
    first_year,
    list_filter(string_split(not_for, ','), kind -> kind <> '') as not_for
from {{ source('raw', 'disclosure_matter') }}
