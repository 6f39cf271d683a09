select
    form_code,
    title_zh,
    title_en,
    sheet_code,
    display_order,
    is_official
from {{ ref('stg_form') }}
