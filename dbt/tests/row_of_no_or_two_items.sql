-- The names of codes/form_items.csv want a line, or a narrower one: a row of income that states no
-- item counts as other income, and a row that states two counts as none.
{{ config(severity='warn') }}
select
    amount.report_id,
    amount.form_code,
    amount.row_label,
    string_agg(distinct form_item.item, '|' order by form_item.item) as items
from {{ ref('int_mart_amount') }} as amount
left join {{ ref('stg_form_item') }} as form_item
    on
        amount.form_code = form_item.form_code
        and regexp_full_match(amount.row_label, form_item.label)
        and regexp_full_match(amount.row_role, form_item.roles)
where
    amount.form_code = 'three_public_expenses'
    or (
        amount.form_code = 'income_expenditure_summary'
        and amount.block = 'income'
        and amount.basis = 'outturn'
        and amount.is_leaf
    )
group by amount.report_id, amount.form_code, amount.row_label
having
    count(distinct form_item.item) > 1
    or (amount.form_code = 'income_expenditure_summary' and count(distinct form_item.item) = 0)
