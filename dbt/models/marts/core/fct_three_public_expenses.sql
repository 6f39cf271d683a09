-- The items that are not sums of others, budget and outturn side by side. Receptions are taken
-- whole, with or without their split; vehicles by their parts, 其中 or not, else in one figure.
with items as (
    select
        *,
        {{ item_of_row('three_public_expenses') }} as item
    from {{ ref('int_mart_amount') }}
    where
        form_code = 'three_public_expenses' and measure = 'amount' and row_role <> 'total'
),

budget_basis_of_report as (
    select
        report_id,
        arg_min(
            basis,
            case basis when 'budget_revised' then 1 when 'budget_initial' then 2 else 3 end
        ) as budget_basis
    from items
    where item is not null and starts_with(basis, 'budget_')
    group by report_id
),

by_item as (
    select
        items.report_id,
        items.source_file,
        items.agency_id,
        items.fiscal_year,
        items.item,
        min(items.row_label) as item_name,
        -- an item without a budget figure has no budget basis either
        min(items.basis) filter (where items.basis = chosen.budget_basis) as budget_basis,
        cast(
            sum(items.amount_yuan) filter (where items.basis = chosen.budget_basis)
            as decimal(24, 4)
        ) as budget_amount_yuan,
        cast(
            sum(items.amount_yuan) filter (where items.basis = 'outturn') as decimal(24, 4)
        ) as outturn_amount_yuan
    from items
    left join budget_basis_of_report as chosen on items.report_id = chosen.report_id
    where items.item is not null
    group by
        items.report_id, items.source_file, items.agency_id, items.fiscal_year, items.item
)

select
    report_id,
    source_file,
    agency_id,
    fiscal_year,
    item,
    item_name,
    budget_basis,
    budget_amount_yuan,
    {{ in_wan('budget_amount_yuan') }} as budget_amount_wan,
    outturn_amount_yuan,
    {{ in_wan('outturn_amount_yuan') }} as outturn_amount_wan
from by_item
where budget_amount_yuan is not null or outturn_amount_yuan is not null
