-- A fact about an agency is kept when all its reports that state it agree.
with stated as (
    select
        version.agency_id,
        version.region as known_region,
        report.*
    from {{ ref('stg_report') }} as report
    inner join {{ ref('int_report_version') }} as version on report.report_id = version.report_id
),

-- an evaluation table names the supervising agency beside the unit that reports
supervisors as (
    select
        stated.agency_id,
        evaluation.supervising_agency
    from {{ ref('stg_evaluation') }} as evaluation
    inner join stated on evaluation.report_id = stated.report_id
    where
        evaluation.implementing_unit = stated.agency
        -- 某局本级 is the agency itself
        and not starts_with(evaluation.supervising_agency, stated.agency)
    union
    select
        agency_id,
        supervising_agency
    from stated
    where supervising_agency is not null
),

-- 市行政审批服务局 is the end of 益阳市行政审批服务局
longest_supervisor as (
    select
        supervisors.agency_id,
        case when count(distinct supervisors.supervising_agency) = 1
                then min(supervisors.supervising_agency)
        end as supervising_agency
    from supervisors
    where not exists (
        select 1 from supervisors as longer
        where
            longer.agency_id = supervisors.agency_id
            and longer.supervising_agency <> supervisors.supervising_agency
            and ends_with(longer.supervising_agency, supervisors.supervising_agency)
    )
    group by supervisors.agency_id
)

select
    stated.agency_id,
    coalesce(min(stated.agency), '未知') as agency,
    min(stated.agency_normalised) as agency_normalised,
    case when count(distinct stated.agency_kind) = 1 then min(stated.agency_kind) end
        as agency_kind,
    min(longest_supervisor.supervising_agency) as supervising_agency,
    min(stated.known_region) as region,
    cast(count(*) as integer) as report_count,
    min(stated.fiscal_year) as first_fiscal_year,
    max(stated.fiscal_year) as last_fiscal_year
from stated
left join longest_supervisor on stated.agency_id = longest_supervisor.agency_id
group by stated.agency_id
