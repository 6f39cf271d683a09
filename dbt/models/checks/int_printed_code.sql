-- Every row with a functional code of the forms by function, once, in the order printed.
select
    report_id,
    form_code,
    form_title,
    case form_code
        when 'income' then 't2' when 'expenditure' then 't3' when 'general_budget_expenditure'
            then 't5'
    end as form_prefix,
    fiscal_year,
    row_code,
    any_value(row_label) as row_label,
    {{ function_name_key('any_value(row_label)') }} as name_key,
    page,
    table_row,
    min(cell) as cell,
    bool_or(value_yuan <> 0) as has_money,
    row_number() over (
        partition by report_id, form_code order by page nulls first, table_row, row_code
    ) as printed_order
from {{ ref('int_check_figure') }}
where
    row_code is not null
    and form_code in ('income', 'expenditure', 'general_budget_expenditure')
group by
    report_id, form_code, form_title, fiscal_year, row_code, page, sheet, table_row
