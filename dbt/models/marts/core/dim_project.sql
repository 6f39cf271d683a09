-- One row per project of an agency; every spelling and every document that prints it.
with printed as (
    select distinct
        version.agency_id,
        project.project_key,
        project.project_name,
        project.source_file,
        report.fiscal_year
    from {{ ref('stg_project') }} as project
    inner join {{ ref('stg_report') }} as report on project.report_id = report.report_id
    inner join {{ ref('int_report_version') }} as version
        on project.report_id = version.report_id
)

select
    agency_id || '/' || project_key as project_id,
    agency_id,
    project_key,
    arg_min(project_name, (length(project_name), project_name)) as project_name,
    list_sort(list_distinct(list(project_name))) as spellings,
    list_sort(list_distinct(list(source_file))) as source_files,
    min(fiscal_year) as first_fiscal_year,
    max(fiscal_year) as last_fiscal_year
from printed
group by agency_id, project_key
