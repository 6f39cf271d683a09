-- Every functional code with the years it is valid in; codes that reports print and the
-- official list lacks are added and marked.
with printed_codes as (
    select
        row_code as function_code,
        min(row_label) as function_name
    from {{ ref('stg_reported_amount') }}
    where
        row_code is not null
        and form_code in (
            'income', 'expenditure', 'general_budget_expenditure', 'government_fund',
            'state_capital'
        )
    group by row_code
),

official as (
    select *
    from {{ ref('stg_function_code') }}
    where status <> 'printed_variant'
)

select
    function_code || '@' || coalesce(cast(first_year as varchar), 'start') as function_key,
    function_code,
    function_name,
    level,
    parent_code,
    left(function_code, 3) as class_code,
    fund,
    first_year,
    last_year,
    status,
    evidence,
    true as is_official
from official
union all
select
    function_code || '@unlisted',
    function_code,
    function_name,
    case length(function_code) when 3 then '类' when 5 then '款' when 7 then '项' end,
    case when length(function_code) > 3 then left(function_code, length(function_code) - 2) end,
    left(function_code, 3),
    null,
    null,
    null,
    'unlisted',
    'printed',
    false
from printed_codes
where function_code not in (select official.function_code from official)
