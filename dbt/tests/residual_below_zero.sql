-- A publisher's mistake, so a warning: an appropriation form prints more than 支出决算表 does.
{{ config(severity='warn') }}
select
    report_id,
    function_code,
    function_name,
    nature,
    amount_yuan
from {{ ref('fct_expenditure_by_function') }}
where is_residual and amount_yuan < 0 and not is_within_rounding
