-- The functional code that the names of a claim mean: of the codes that the same report prints,
-- else of the official ones of its year, the one whose 类, 款 and 项 all bear these names.
with claims as (
    select
        claim.report_id,
        claim.claim_no,
        report.fiscal_year,
        {{ function_name_key('claim.class_label') }} as class_name,
        {{ function_name_key('claim.kuan_label') }} as kuan_name,
        {{ function_name_key('claim.xiang_label') }} as xiang_name
    from {{ ref('stg_narrative_claim') }} as claim
    inner join {{ ref('stg_report') }} as report on claim.report_id = report.report_id
    where claim.class_label is not null
),

printed_names as (
    select distinct
        report_id,
        row_code as function_code,
        {{ function_name_key('row_label') }} as name
    from {{ ref('stg_reported_amount') }}
    where
        row_code is not null
        and form_code in (
            'expenditure', 'general_budget_expenditure', 'government_fund', 'state_capital'
        )
),

official_names as (
    select distinct
        function_code,
        {{ function_name_key('function_name') }} as name,
        coalesce(first_year, 0) as first_year,
        coalesce(last_year, 9999) as last_year
    from {{ ref('stg_function_code') }}
    where status <> 'printed_variant'
),

-- the names of a code and of those above it, by report
of_report as (
    select
        item.report_id,
        item.function_code,
        class.name as class_name,
        case when length(item.function_code) >= 5 then kuan.name end as kuan_name,
        case when length(item.function_code) = 7 then item.name end as xiang_name
    from printed_names as item
    inner join printed_names as class
        on item.report_id = class.report_id and class.function_code = left(item.function_code, 3)
    left join printed_names as kuan
        on item.report_id = kuan.report_id and kuan.function_code = left(item.function_code, 5)
    where length(item.function_code) in (3, 5, 7)
),

of_official_list as (
    select
        item.function_code,
        class.name as class_name,
        case when length(item.function_code) >= 5 then kuan.name end as kuan_name,
        case when length(item.function_code) = 7 then item.name end as xiang_name,
        item.first_year,
        item.last_year
    from official_names as item
    inner join official_names as class on class.function_code = left(item.function_code, 3)
    left join official_names as kuan on kuan.function_code = left(item.function_code, 5)
    where length(item.function_code) in (3, 5, 7)
),

found as (
    select distinct
        claims.report_id,
        claims.claim_no,
        of_report.function_code,
        1 as witness
    from claims
    inner join of_report
        on
            claims.report_id = of_report.report_id
            and claims.class_name = of_report.class_name
            and claims.kuan_name is not distinct from of_report.kuan_name
            and claims.xiang_name is not distinct from of_report.xiang_name
    union
    select distinct
        claims.report_id,
        claims.claim_no,
        of_official_list.function_code,
        2 as witness
    from claims
    inner join of_official_list
        on
            claims.class_name = of_official_list.class_name
            and claims.kuan_name is not distinct from of_official_list.kuan_name
            and claims.xiang_name is not distinct from of_official_list.xiang_name
            and coalesce(claims.fiscal_year, 9999)
            between of_official_list.first_year and of_official_list.last_year
),

nearest as (
    select *
    from found
    qualify witness = min(witness) over (partition by report_id, claim_no)
)

select
    report_id,
    claim_no,
    min(function_code) as function_code
from nearest
group by report_id, claim_no
having count(distinct function_code) = 1
