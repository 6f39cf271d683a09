-- Every economic code with the years it is valid in (codes were renumbered in 2018); codes
-- that reports print and the official list lacks are added and marked.
with printed_codes as (
    select
        row_code as economic_code,
        min(row_label) as economic_name
    from {{ ref('stg_reported_amount') }}
    where row_code is not null and form_code = 'general_budget_basic_expenditure'
    group by row_code
),

official as (
    select *
    from {{ ref('stg_economic_code') }}
    where status <> 'printed_variant'
)

select
    economic_code || '@' || coalesce(cast(first_year as varchar), 'start') as economic_key,
    economic_code,
    economic_name,
    level,
    parent_code,
    left(economic_code, 3) as class_code,
    classification_system,
    first_year,
    last_year,
    status,
    evidence,
    true as is_official
from official
union all
select
    economic_code || '@unlisted',
    economic_code,
    economic_name,
    case length(economic_code) when 3 then '类' when 5 then '款' end,
    case when length(economic_code) > 3 then left(economic_code, length(economic_code) - 2) end,
    left(economic_code, 3),
    'department',
    null,
    null,
    'unlisted',
    'printed',
    false
from printed_codes
where economic_code not in (select official.economic_code from official)
