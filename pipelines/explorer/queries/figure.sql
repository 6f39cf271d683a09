-- Every printed figure of a table, money and other, with the address that verdicts name it by
-- (macro cell_address of the warehouse models).
with printed as (
    select
        report_id, source_file, form_code, table_no, block, row_code, row_label, measure,
        measure_label, basis, amount_text as text, amount_yuan as yuan, unit,
        amount_state as state, row_role as role, page, sheet, table_row, table_column,
        x0, y0, x1, y1, reader, alternatives, chosen_by
    from marts.fct_reported_amount
    union all by name
    select
        report_id, source_file, form_code, table_no, block, row_label, measure,
        measure_label, value_text as text, unit, value_state as state, row_role as role,
        page, sheet, table_row, table_column, x0, y0, x1, y1, reader, alternatives, chosen_by
    from marts.fct_reported_quantity
)

select
    printed.*,
    account.account_id,
    case
        when printed.source_file <> account.source_file
            then parse_filename(printed.source_file) || ' '
        else ''
    end || case
        when page is not null
            then 'p.' || page || coalesce(' R' || table_row || 'C' || table_column, '')
        when sheet is not null
            then '表 ' || sheet || coalesce(' R' || table_row || 'C' || table_column, '')
        when table_row is not null
            then '行 ' || table_row || coalesce(' 第 ' || table_column || ' 格', '')
    end as cell
from printed
inner join account on printed.report_id = account.report_id
order by
    account.account_id, printed.report_id, printed.source_file, table_no, page, sheet, table_row,
    table_column, measure
