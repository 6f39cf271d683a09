-- The figures of the forms that a text speaks of: those of its own report, else, where text and
-- forms are two files, those of the one report of the same agency and year that has the forms.
with reports as (
    select
        report.report_id,
        report.source_file,
        report.fiscal_year,
        report.agency,
        report.kind,
        version.agency_id,
        version.feeds_marts
    from {{ ref('stg_report') }} as report
    inner join {{ ref('int_report_version') }} as version on report.report_id = version.report_id
),

with_forms as (
    select distinct report_id from {{ ref('int_check_figure') }}
),

told as (
    select
        text.report_id,
        coalesce(own.report_id, forms.report_id) as form_report_id,
        case when own.report_id is null then parse_filename(forms.source_file) || ' ' else '' end
            as file_name
    from reports as text
    left join with_forms as own on text.report_id = own.report_id
    left join reports as forms
        on
            own.report_id is null
            and text.kind = 'final_accounts'
            and text.agency is not null
            and text.agency_id = forms.agency_id
            and text.fiscal_year = forms.fiscal_year
            and forms.kind = 'final_accounts'
            and forms.feeds_marts
            and forms.report_id in (select with_forms.report_id from with_forms)
    qualify count(*) over (partition by text.report_id) = 1
)

select
    figure.* replace (
        told.report_id as report_id,
        told.file_name || figure.cell as cell
    ),
    told.form_report_id
from told
inner join {{ ref('int_check_figure') }} as figure on told.form_report_id = figure.report_id
