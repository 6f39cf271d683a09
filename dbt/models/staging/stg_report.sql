select
    report_id,
    source_file,
    sha256,
    nullif(trim(agency), '') as agency,
    agency_found_in,
    nullif(trim(region), '') as region,
    fiscal_year,
    fiscal_year_found_in,
    kind,
    nullif(trim(reporting_scope), '') as reporting_scope,
    url,
    retrieved_at,
    figures_sha256,
    nullif(trim(supersedes), '') as supersedes
from {{ source('raw', 'report') }}
