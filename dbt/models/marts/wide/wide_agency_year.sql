-- One row an agency and year; a figure that no report prints stays NULL, it is no zero.
with report as (
    select
        agency_id,
        fiscal_year,
        count(*) as report_count
    from {{ published('dim_report') }}
    where is_current and fiscal_year is not null
    group by agency_id, fiscal_year
),

income as (
    select
        agency_id,
        fiscal_year,
        {{ exact_sum('amount_yuan') }} as total_yuan,
        cast(
            sum(amount_yuan) filter (where income_source = 'appropriation') as decimal(24, 4)
        ) as appropriation_yuan
    from {{ published('fct_income_by_source') }}
    group by agency_id, fiscal_year
),

expenditure as (
    select
        agency_id,
        fiscal_year,
        {{ exact_sum('amount_yuan') }} as total_yuan,
        cast(sum(amount_yuan) filter (where nature = 'basic') as decimal(24, 4)) as basic_yuan,
        cast(sum(amount_yuan) filter (where nature = 'project') as decimal(24, 4)) as project_yuan
    from {{ published('fct_expenditure_by_function') }}
    group by agency_id, fiscal_year
),

three_public as (
    select
        agency_id,
        fiscal_year,
        {{ exact_sum('budget_amount_yuan') }} as budget_yuan,
        {{ exact_sum('outturn_amount_yuan') }} as outturn_yuan
    from {{ published('fct_three_public_expenses') }}
    group by agency_id, fiscal_year
),

balance as (
    select
        agency_id,
        fiscal_year,
        {{ exact_sum('opening_amount_yuan') }} as opening_yuan,
        {{ exact_sum('closing_amount_yuan') }} as closing_yuan
    from {{ published('fct_balance') }}
    group by agency_id, fiscal_year
),

procurement as (
    select
        agency_id,
        fiscal_year,
        {{ exact_sum('amount_yuan') }} as total_yuan
    from {{ published('fct_procurement') }}
    group by agency_id, fiscal_year
),

staff as (
    select
        agency_id,
        fiscal_year,
        cast(sum(item_count) as integer) as in_post
    from {{ published('fct_staffing_and_assets') }}
    where item = 'staff_in_post'
    group by agency_id, fiscal_year
),

violation as (
    select
        judged.agency_id,
        judged.fiscal_year,
        count(*) filter (where verdict.verdict = 'violation' and verdict.status = 'open') as open
    from {{ published('fct_identity_verdict') }} as verdict
    inner join {{ published('dim_report') }} as judged
        on verdict.report_id = judged.report_id and judged.is_current
    group by judged.agency_id, judged.fiscal_year
)

select
    report.agency_id,
    agency.agency,
    agency.region,
    agency.agency_kind,
    agency.supervising_agency,
    report.fiscal_year,
    cast(report.report_count as integer) as report_count,
    income.total_yuan as income_yuan,
    {{ in_wan('income.total_yuan') }} as income_wan,
    income.appropriation_yuan as appropriation_income_yuan,
    {{ in_wan('income.appropriation_yuan') }} as appropriation_income_wan,
    expenditure.total_yuan as expenditure_yuan,
    {{ in_wan('expenditure.total_yuan') }} as expenditure_wan,
    expenditure.basic_yuan as basic_expenditure_yuan,
    {{ in_wan('expenditure.basic_yuan') }} as basic_expenditure_wan,
    expenditure.project_yuan as project_expenditure_yuan,
    {{ in_wan('expenditure.project_yuan') }} as project_expenditure_wan,
    three_public.budget_yuan as three_public_budget_yuan,
    {{ in_wan('three_public.budget_yuan') }} as three_public_budget_wan,
    three_public.outturn_yuan as three_public_outturn_yuan,
    {{ in_wan('three_public.outturn_yuan') }} as three_public_outturn_wan,
    balance.opening_yuan as opening_balance_yuan,
    {{ in_wan('balance.opening_yuan') }} as opening_balance_wan,
    balance.closing_yuan as closing_balance_yuan,
    {{ in_wan('balance.closing_yuan') }} as closing_balance_wan,
    procurement.total_yuan as procurement_yuan,
    {{ in_wan('procurement.total_yuan') }} as procurement_wan,
    staff.in_post as staff_in_post,
    cast(violation.open as integer) as open_violations
from report
inner join {{ published('dim_agency') }} as agency on report.agency_id = agency.agency_id
left join income
    on report.agency_id = income.agency_id and report.fiscal_year = income.fiscal_year
left join expenditure
    on report.agency_id = expenditure.agency_id and report.fiscal_year = expenditure.fiscal_year
left join three_public
    on report.agency_id = three_public.agency_id and report.fiscal_year = three_public.fiscal_year
left join balance
    on report.agency_id = balance.agency_id and report.fiscal_year = balance.fiscal_year
left join procurement
    on report.agency_id = procurement.agency_id and report.fiscal_year = procurement.fiscal_year
left join staff
    on report.agency_id = staff.agency_id and report.fiscal_year = staff.fiscal_year
left join violation
    on report.agency_id = violation.agency_id and report.fiscal_year = violation.fiscal_year
