select
    fund,
    name_zh,
    name_en,
    nullif(trim(within), '') as within_fund
from {{ source('raw', 'fund') }}
