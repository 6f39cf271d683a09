select
    economic_key,
    economic_code,
    economic_name,
    level,
    parent_code,
    class_code,
    classification_system,
    first_year,
    last_year,
    status,
    evidence,
    is_official
from {{ ref('int_economic_edition') }}
