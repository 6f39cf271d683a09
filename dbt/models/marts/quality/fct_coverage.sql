-- Which agency has published its final accounts of which year, from its first report known to
-- the newest year of any report.
with published as (
    select
        agency_id,
        fiscal_year,
        report_id,
        row_number() over (
            partition by agency_id, fiscal_year
            order by feeds_marts desc, is_current desc, report_id
        ) as place
    from {{ ref('dim_report') }}
    where kind = 'final_accounts' and agency is not null and fiscal_year is not null
),

known as (
    select
        agency_id,
        min(fiscal_year) as first_year,
        max(max(fiscal_year)) over () as newest_year
    from published
    group by agency_id
),

expected as (
    select
        agency_id,
        cast(unnest(range(first_year, newest_year + 1)) as smallint) as fiscal_year
    from known
),

forms as (
    select
        report_id,
        count(distinct form_code) as forms_with_figures
    from {{ ref('fct_reported_amount') }}
    where
        amount_state = 'number'
        and form_code in (select form_code from {{ ref('dim_form') }} where is_official)
    group by report_id
)

select
    expected.agency_id,
    expected.fiscal_year,
    if(published.report_id is null, 'missing', 'published') as coverage,
    published.report_id,
    cast(coalesce(forms.forms_with_figures, 0) as integer) as forms_with_figures
from expected
left join published
    on
        expected.agency_id = published.agency_id
        and expected.fiscal_year = published.fiscal_year
        and published.place = 1
left join forms on published.report_id = forms.report_id
