{#- What a status table of an evaluation prints of the same thing: subject, form, block, row. -#}
{%- set basic_status = 'basic_expenditure_status' -%}
{%- set project_status = 'project_expenditure_status' -%}
{%- set purchases = 'procurement_summary' -%}
{%- set rows = [
    ('basic', basic_status, '', '.*', 'total', 'n.amount.copy'),
    ('wages_and_welfare', basic_status, '', '工资福利支出', 'leaf', 'n.amount.copy'),
    ('individuals_and_households', basic_status, '', '对个人和家庭的补助(支出)?', 'leaf',
        'n.amount.copy'),
    ('vehicles', basic_status, 'of_which', '(其中:)?公务用车(购置及运行.*)?', 'leaf', 'n.repeat'),
    ('reception', basic_status, 'of_which', '(其中:)?公务接待费?', 'leaf', 'n.repeat'),
    ('overseas_travel', basic_status, 'of_which', '(其中:)?(因公|公务)出国.*', 'leaf', 'n.repeat'),
    ('three_public_total', basic_status, 'of_which', '.*', 'leaf', 'n.sangong'),
    ('project', project_status, '', '.*', 'total', 'n.amount.copy'),
    ('procurement_total', purchases, '', '.*', 'total', 'n.procurement.sum'),
    ('procurement_goods', purchases, 'goods', '.*', 'subtotal', 'n.procurement.sum'),
    ('procurement_works', purchases, 'works', '.*', 'subtotal', 'n.procurement.sum'),
    ('procurement_services', purchases, 'services', '.*', 'subtotal', 'n.procurement.sum'),
] -%}
-- An amount of the running text and the cell of a table that prints the same fact.
with claims as (
    select * from {{ ref('int_claim_figure') }}
    where state = 'number' and not is_approximate and amount is not null and scale = 'money'
),

-- the nine forms; a budget of another basis that differs is another figure
form_cells as (
    select
        cell.report_id,
        cell.claim_no,
        cell.identity_id,
        'cell ' || cell.claim_no as equation,
        cell.value_yuan as amount,
        cell.radius_yuan as radius,
        cell.zero_radius_yuan as zero_radius,
        cell.quantum_yuan as quantum,
        cell.unit,
        cell.column_decimals as decimals,
        cell.cell,
        not cell.is_of_other_basis and not cell.is_ambiguous as is_complete
    from {{ ref('int_claim_cell') }} as cell
),

named_rows (
    subject, form_code, block, label, role, identity_id
) as (
    values
    {% for subject, form, block, label, role, identity in rows %}
        (
            '{{ subject }}',
            '{{ form }}',
            '{{ block }}',
            '{{ label }}',
            '{{ role }}',
            '{{ identity }}'
        ){% if not loop.last %},{% endif %}
    {% endfor %}
),

-- tables of a form that the report prints once
status_cells as (
    select figure.*
    from {{ ref('int_figure') }} as figure
    where figure.form_code in ('{{ basic_status }}', '{{ project_status }}', '{{ purchases }}')
    qualify
        min(figure.table_no) over (partition by figure.report_id, figure.form_code)
        = max(figure.table_no) over (partition by figure.report_id, figure.form_code)
),

status_matches as (
    select
        claim.report_id,
        claim.claim_no,
        claim.subject,
        named_rows.identity_id,
        'status ' || claim.claim_no as equation,
        cell.value_yuan,
        cell.radius_yuan,
        cell.zero_radius_yuan,
        cell.quantum_yuan,
        cell.unit,
        cell.column_decimals,
        cell.cell
    from claims as claim
    inner join named_rows
        on
            claim.subject = named_rows.subject
            -- 支出合计 of a paragraph about procurement
            or (
                named_rows.subject = 'procurement_total'
                and claim.subject = 'current_expenditure'
                and not claim.is_main
                and contains(claim.sentence, '政府采购')
            )
    inner join status_cells as cell
        on
            claim.report_id = cell.report_id
            and named_rows.form_code = cell.form_code
            and named_rows.block = cell.block
            and named_rows.role = cell.row_role
            and regexp_full_match(cell.row_key, named_rows.label)
            and cell.value_yuan is not null
            and (
                claim.basis = cell.basis
                or (claim.basis = '' and cell.basis = 'outturn')
                or (starts_with(claim.basis, 'budget') and starts_with(cell.basis, 'budget'))
            )
    where
        claim.quantity = 'amount'
        and not claim.is_main
        and (
            claim.basis <> ''
            or starts_with(named_rows.subject, 'procurement')
        )
        -- a figure below a project is about the project
        and (
            claim.section in ('basic_expenditure', 'project_expenditure', 'whole_scale')
            or starts_with(named_rows.subject, 'procurement')
        )
),

-- two rows that bear one name are one fact only where they are to be added
counted_matches as (
    select
        *,
        count(*) over (partition by report_id, claim_no) as cells
    from status_matches
),

-- projects by their names
project_matches as (
    select
        claim.report_id,
        claim.claim_no,
        cell.value_yuan,
        cell.radius_yuan,
        cell.zero_radius_yuan,
        cell.quantum_yuan,
        cell.unit,
        cell.column_decimals,
        cell.cell
    from claims as claim
    inner join status_cells as cell
        on
            claim.report_id = cell.report_id
            and cell.form_code = '{{ project_status }}'
            and cell.row_role = 'leaf'
            and claim.basis in ('outturn', 'budget_unstated', 'budget_initial', 'budget_revised')
            and starts_with(claim.basis, 'budget') = starts_with(cell.basis, 'budget')
            and cell.basis <> 'closing'
            and {{ project_name_key('claim.subject_label') }}
            = {{ project_name_key('cell.row_label') }}
            and cell.value_yuan is not null
    where
        claim.quantity = 'amount'
        and claim.subject = 'project_item'
        and claim.section = 'project_expenditure'
    qualify count(*) over (partition by claim.report_id, claim.claim_no) = 1
),

-- 机关运行经费 and what the form gives for daily running: equal in an organ of government, never
-- more in a department, nothing in an institution
operating_costs as (
    select
        claim.report_id,
        claim.claim_no,
        claim.agency_kind,
        cell.value_yuan,
        cell.radius_yuan,
        cell.zero_radius_yuan,
        cell.quantum_yuan,
        cell.unit,
        cell.column_decimals,
        cell.cell
    from claims as claim
    inner join {{ ref('int_text_figure') }} as cell
        on
            claim.report_id = cell.report_id
            and cell.form_code = 'general_budget_basic_expenditure'
            and cell.block = 'public'
            and cell.row_role = 'total'
            and cell.value_yuan is not null
    where
        claim.is_main
        and claim.subject = 'operating_cost'
        and claim.quantity = 'amount'
        and claim.basis = 'outturn'
    qualify
        count(*) over (partition by claim.report_id, claim.claim_no) = 1
        and row_number() over (partition by claim.report_id order by claim.claim_no) = 1
),

equations as (
    select
        report_id,
        claim_no,
        identity_id,
        equation,
        amount,
        radius,
        zero_radius,
        quantum,
        unit,
        decimals,
        cell,
        is_complete
    from form_cells
    union all
    select
        report_id,
        claim_no,
        identity_id,
        equation,
        value_yuan,
        radius_yuan,
        zero_radius_yuan,
        quantum_yuan,
        unit,
        column_decimals,
        cell,
        true
    from counted_matches
    where cells = 1 or subject = 'three_public_total'
    union all
    select
        report_id,
        claim_no,
        'n.amount.copy',
        'project ' || claim_no,
        value_yuan,
        radius_yuan,
        zero_radius_yuan,
        quantum_yuan,
        unit,
        column_decimals,
        cell,
        true
    from project_matches
    union all
    select
        report_id,
        claim_no,
        'n.opcost.eq_public',
        'opcost ' || claim_no,
        value_yuan,
        radius_yuan,
        zero_radius_yuan,
        quantum_yuan,
        unit,
        column_decimals,
        cell,
        coalesce(
            agency_kind in ('administrative_organ', 'institution_managed_as_civil_service'), false
        )
    from operating_costs
)

select
    report_id,
    identity_id,
    equation,
    claim_no as first_no,
    'expected' as side,
    'eq' as relation,
    true as is_complete,
    1 as weight,
    amount,
    radius,
    zero_radius,
    quantum,
    unit,
    decimals,
    cell,
    cast(null as varchar) as place
from equations
union all by name
select distinct
    claims.report_id,
    equations.identity_id,
    equations.equation,
    claims.claim_no as first_no,
    'found' as side,
    'eq' as relation,
    equations.is_complete,
    1 as weight,
    claims.amount,
    claims.radius,
    claims.zero_radius,
    claims.quantum,
    claims.unit,
    claims.decimals,
    claims.cell,
    claims.place
from equations
inner join claims
    on equations.report_id = claims.report_id and equations.claim_no = claims.claim_no
union all by name
-- daily running may be more than 机关运行经费, never less
select
    claims.report_id,
    'n.opcost.le_public' as identity_id,
    'bound ' || claims.claim_no as equation,
    claims.claim_no as first_no,
    'expected' as side,
    'ge' as relation,
    true as is_complete,
    1 as weight,
    claims.amount,
    claims.radius,
    claims.zero_radius,
    claims.quantum,
    claims.unit,
    claims.decimals,
    claims.cell,
    claims.place
from operating_costs
inner join claims
    on operating_costs.report_id = claims.report_id and operating_costs.claim_no = claims.claim_no
where
    not coalesce(starts_with(operating_costs.agency_kind, 'public_institution'), false)
union all by name
select
    operating_costs.report_id,
    'n.opcost.le_public' as identity_id,
    'bound ' || operating_costs.claim_no as equation,
    operating_costs.claim_no as first_no,
    'found' as side,
    'ge' as relation,
    true as is_complete,
    1 as weight,
    operating_costs.value_yuan as amount,
    operating_costs.radius_yuan as radius,
    operating_costs.zero_radius_yuan as zero_radius,
    operating_costs.quantum_yuan as quantum,
    operating_costs.unit,
    operating_costs.column_decimals as decimals,
    operating_costs.cell,
    claims.place
from operating_costs
inner join claims
    on operating_costs.report_id = claims.report_id and operating_costs.claim_no = claims.claim_no
where
    not coalesce(starts_with(operating_costs.agency_kind, 'public_institution'), false)
