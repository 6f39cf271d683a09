select
    fund,
    name_zh,
    name_en,
    within_fund
from {{ ref('stg_fund') }}
