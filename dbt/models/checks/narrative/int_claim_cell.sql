-- The cell of a form that an amount of the explanation names, by section and subject or by code.
-- Words that fit cells with different figures (财政拨款支出 with or without the funds) name the one
-- that agrees; where none does, nothing tells which was meant.
with amounts as (
    select
        *,
        starts_with(basis, 'budget') as is_budget
    from {{ ref('int_claim_figure') }}
    where
        is_main
        and is_exact
        and quantity = 'amount'
        and scale = 'money'
        and basis in (
            'budget_initial', 'budget_revised', 'budget_unstated', 'outturn', 'opening',
            'closing', ''
        )
),

-- below an item a figure is about the item and not about the whole form
by_subject as (
    select
        claim.amount as claim_amount,
        claim.is_budget and claim.basis <> cell.basis as is_of_other_basis,
        cell.*
    from amounts as claim
    inner join {{ ref('int_claim_candidate') }} as cell
        on
            claim.report_id = cell.report_id
            and claim.claim_no = cell.claim_no
            and cell.compared_with = 'own'
            and claim.is_budget = starts_with(cell.basis, 'budget')
            and (not claim.is_budget or cell.form_code = 'three_public_expenses')
    where
        claim.item_no is null
        or claim.section not in ('general_budget_items', 'general_budget_expenditure')
),

-- 类, 款 and 项 by their code
by_code as (
    select
        claim.report_id,
        claim.claim_no,
        claim.amount as claim_amount,
        false as is_of_other_basis,
        if(claim.section = 'general_budget_structure', 'n.amount.copy', 'n.items.final_sum')
            as identity_id,
        cell.form_code,
        cell.table_no,
        cell.row_label,
        cell.page,
        cell.table_row,
        cell.table_column,
        {{ figure_of_cell('cell') }}
    from amounts as claim
    inner join {{ ref('int_text_figure') }} as cell
        on
            claim.report_id = cell.report_id
            and cell.form_code = 'general_budget_expenditure'
            and cell.measure = 'total'
            and cell.value_yuan is not null
            and claim.function_code = cell.row_code
    where
        not claim.is_budget
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
    row_label,
    {{ printed_columns() }},
    -- 年初预算 and 全年预算 are two figures; what is not told apart may be either
    is_of_other_basis,
    count(distinct amount) over (partition by report_id, claim_no) > 1 as is_ambiguous
from candidates
-- of cells that print the same, the one of the more detailed form, which stands later, is shown
qualify row_number() over (
    partition by report_id, claim_no
    order by
        amount = claim_amount desc, table_no desc, page asc, table_row asc, table_column asc
) = 1
