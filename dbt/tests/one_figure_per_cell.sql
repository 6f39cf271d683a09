-- Two figures of one table at one address: a reader that numbers cells wrongly, or a table
-- whose grids share a page.
{{ config(severity='warn') }}
select
    report_id,
    table_no,
    page,
    sheet,
    table_row,
    table_column,
    count(*) as figure_count
from {{ ref('fct_reported_amount') }}
where table_row is not null and table_column is not null
group by report_id, table_no, page, sheet, table_row, table_column
having count(*) > 1
