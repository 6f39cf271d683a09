-- The cell of a form that an amount of the explanation names, by section and subject. Where a
-- text may mean two cells (财政拨款支出 with or without the funds), the one that agrees counts.
with named_cells as (
    select *
    from {{ ref('stg_claim_cell') }}
    where compared_with = 'own'
),

amounts as (
    select
        *,
        case
            when basis in ('budget_initial', 'budget_revised', 'budget_unstated') then 'budget'
            when basis in ('outturn', 'opening', 'closing', '') then 'actual'
        end as side
    from {{ ref('int_claim_figure') }}
    where
        is_main
        and quantity = 'amount'
        and scale = 'money'
        and amount is not null
        and state = 'number'
        and not is_approximate
),

cells as (
    select
        * exclude (report_id),
        report_id as of_report_id
    from {{ ref('int_text_figure') }}
),

-- below an item a figure is about the item and not about the whole form
by_subject as (
    select
        claim.report_id,
        claim.claim_no,
        named_cells.identity_id,
        named_cells.preference,
        claim.amount as claim_amount,
        claim.basis as claim_basis,
        claim.side,
        cell.*
    from amounts as claim
    inner join named_cells
        on
            regexp_full_match(claim.section, named_cells.sections)
            and regexp_full_match(claim.subject, named_cells.subjects)
            and (
                claim.item_no is null
                or claim.section not in ('general_budget_items', 'general_budget_expenditure')
            )
    inner join cells as cell
        on
            claim.report_id = cell.of_report_id
            and named_cells.form_code = cell.form_code
            and named_cells.block = cell.block
            and regexp_full_match(cell.row_key, named_cells.label)
            and regexp_full_match(cell.row_role, named_cells.roles)
            and named_cells.measure = cell.measure
            and (claim.side = 'budget') = starts_with(cell.basis, 'budget')
    where
        claim.side = 'actual'
        or named_cells.form_code = 'three_public_expenses'
),

-- 类, 款 and 项 by their code
by_code as (
    select
        claim.report_id,
        claim.claim_no,
        case
            when claim.section = 'general_budget_structure' then 'n.amount.copy'
            else 'n.items.final_sum'
        end as identity_id,
        1000 as preference,
        claim.amount as claim_amount,
        claim.basis as claim_basis,
        claim.side,
        cell.*
    from amounts as claim
    inner join cells as cell
        on
            claim.report_id = cell.of_report_id
            and cell.form_code = 'general_budget_expenditure'
            and cell.measure = 'total'
            and claim.function_code = cell.row_code
    where
        claim.side = 'actual'
        and claim.subject in ('functional_class', 'functional_item')
        and (
            claim.section = 'general_budget_structure'
            or (
                claim.section in ('general_budget_items', 'general_budget_expenditure')
                and claim.item_no is not null
            )
        )
),

candidates as (
    select * from by_subject
    union all by name
    select * from by_code
)

select
    report_id,
    claim_no,
    identity_id,
    form_code,
    form_title,
    row_code,
    row_label,
    measure,
    basis as cell_basis,
    value_yuan,
    radius_yuan,
    zero_radius_yuan,
    quantum_yuan,
    unit,
    column_decimals,
    cell,
    -- 年初预算 and 全年预算 are two figures; what is not told apart may be either
    side = 'budget' and claim_basis <> basis as is_of_other_basis,
    count(*) over (partition by report_id, claim_no, preference) > 1 as is_ambiguous
from candidates
where value_yuan is not null
qualify row_number() over (
    partition by report_id, claim_no
    order by value_yuan = claim_amount desc, preference, page asc, table_row asc, table_column asc
) = 1
