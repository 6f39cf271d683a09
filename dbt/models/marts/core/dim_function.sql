select
    function_key,
    function_code,
    function_name,
    level,
    parent_code,
    class_code,
    fund,
    first_year,
    last_year,
    status,
    evidence,
    is_official
from {{ ref('int_function_edition') }}
