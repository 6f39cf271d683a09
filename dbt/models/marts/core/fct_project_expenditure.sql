-- Budget and outturn of projects, from one place per agency and year, for the same money may bear
-- several names: the status table, else the self-evaluations, else the running text.
with status_table as (
    select
        line.report_id,
        line.source_file,
        line.agency_id,
        line.fiscal_year,
        1 as place,
        'status_table' as origin,
        line.item_name as project_name,
        line.budget_initial_yuan,
        line.budget_revised_yuan,
        line.budget_unstated_yuan,
        line.outturn_yuan
    from {{ ref('int_budget_execution') }} as line
    where line.classification = 'project'
),

self_evaluation as (
    select
        evaluation.report_id,
        evaluation.source_file,
        evaluation.agency_id,
        evaluation.fiscal_year,
        2 as place,
        'self_evaluation' as origin,
        evaluation.project_name,
        cast(sum(fund.budget_initial_yuan) as decimal(24, 4)) as budget_initial_yuan,
        cast(sum(fund.budget_revised_yuan) as decimal(24, 4)) as budget_revised_yuan,
        cast(null as decimal(24, 4)) as budget_unstated_yuan,
        cast(sum(fund.outturn_yuan) as decimal(24, 4)) as outturn_yuan
    from {{ ref('int_evaluation') }} as evaluation
    inner join {{ ref('int_evaluation_fund') }} as fund
        on evaluation.report_id = fund.report_id and evaluation.table_no = fund.table_no
    where evaluation.eval_scope = 'project' and evaluation.is_counted
    group by
        evaluation.report_id, evaluation.source_file, evaluation.agency_id,
        evaluation.fiscal_year, evaluation.table_no, evaluation.project_name
),

running_text as (
    select
        report_id,
        min(source_file) as source_file,
        agency_id,
        fiscal_year,
        3 as place,
        'running_text' as origin,
        subject_label as project_name,
        {{ only_value("value_yuan", "basis = 'budget_initial'") }} as budget_initial_yuan,
        {{ only_value("value_yuan", "basis = 'budget_revised'") }} as budget_revised_yuan,
        {{ only_value("value_yuan", "basis = 'budget_unstated'") }} as budget_unstated_yuan,
        {{ only_value("value_yuan", "basis in ('outturn', '')") }} as outturn_yuan
    from {{ ref('int_claim_of_year') }}
    where subject = 'project_item' and quantity = 'amount' and section = 'project_expenditure'
    group by report_id, agency_id, fiscal_year, subject_label
),

together as (
    select * from status_table
    union all
    select * from self_evaluation
    union all
    select * from running_text
),

one_place as (
    select *
    from together
    qualify place = min(place) over (partition by agency_id, fiscal_year)
)

select
    one_place.report_id,
    one_place.source_file,
    one_place.agency_id,
    one_place.fiscal_year,
    one_place.agency_id || '/' || project.project_key as project_id,
    one_place.project_name,
    one_place.origin,
    one_place.budget_initial_yuan,
    {{ in_wan('one_place.budget_initial_yuan') }} as budget_initial_wan,
    one_place.budget_revised_yuan,
    {{ in_wan('one_place.budget_revised_yuan') }} as budget_revised_wan,
    one_place.budget_unstated_yuan,
    {{ in_wan('one_place.budget_unstated_yuan') }} as budget_unstated_wan,
    one_place.outturn_yuan,
    {{ in_wan('one_place.outturn_yuan') }} as outturn_wan
from one_place
left join {{ ref('stg_project') }} as project
    on
        one_place.report_id = project.report_id
        and one_place.project_name = project.project_name
