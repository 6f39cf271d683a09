select distinct
    region,
    province,
    province_code,
    prefecture,
    county,
    case
        when county is not null then 'county'
        when prefecture is not null then 'prefecture'
        when province is not null then 'province'
    end as level
from {{ ref('stg_report') }}
where region is not null
