-- An amount of the running text and the cell of a table that prints the same fact.
with claims as (
    select
        *,
        starts_with(basis, 'budget') as is_budget
    from {{ ref('int_claim_figure') }}
    where is_exact and scale = 'money' and quantity = 'amount'
),

-- the nine forms; a budget of another basis that differs is another figure
of_forms as (
    select
        *,
        'cell ' || claim_no as equation,
        not is_of_other_basis and not is_ambiguous as is_complete
    from {{ ref('int_claim_cell') }}
),

-- the status tables of an evaluation; a figure below a project is about the project, and two rows
-- that bear one name are one fact only where they are to be added
of_status_tables as (
    select
        'status ' || claim.claim_no as equation,
        cell.*
    from claims as claim
    inner join {{ ref('int_claim_candidate') }} as cell
        on
            claim.report_id = cell.report_id
            and claim.claim_no = cell.claim_no
            and cell.compared_with = 'status'
            and (
                claim.basis = cell.basis
                or (claim.basis = '' and cell.form_code = 'procurement_summary')
                or (claim.is_budget and starts_with(cell.basis, 'budget'))
            )
    where not claim.is_main
    qualify
        count(*) over (partition by claim.report_id, claim.claim_no) = 1
        or claim.subject = 'three_public_total'
),

-- projects by their names
of_projects as (
    select
        'project ' || claim.claim_no as equation,
        cell.*
    from claims as claim
    inner join {{ ref('int_claim_candidate') }} as cell
        on
            claim.report_id = cell.report_id
            and claim.claim_no = cell.claim_no
            and cell.compared_with = 'project'
            and claim.is_budget = starts_with(cell.basis, 'budget')
            and {{ project_name_key('claim.subject_label') }}
            = {{ project_name_key('cell.row_label') }}
    where claim.is_budget or claim.basis = 'outturn'
    qualify count(*) over (partition by claim.report_id, claim.claim_no) = 1
),

cells as (
    select * from of_forms
    union all by name
    select * from of_status_tables
    union all by name
    select * from of_projects
)

select distinct
    report_id,
    identity_id,
    equation,
    claim_no,
    'found' as side,
    is_complete
from cells
union all by name
select
    report_id,
    identity_id,
    equation,
    claim_no,
    'expected' as side,
    {{ printed_columns() }}
from cells
