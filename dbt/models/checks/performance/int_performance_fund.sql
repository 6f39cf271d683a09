-- The money of every sheet, one row per printed row of funds, each figure with its interval.
-- A row of a name that the sheet prints twice is not told apart and has no figures.
with figures as (
    select
        report_id,
        table_no,
        row_label,
        measure,
        count(*) as printings,
        min(value_yuan) as value_yuan,
        min(state) as state,
        min(radius_yuan) as radius_yuan,
        min(zero_radius_yuan) as zero_radius_yuan,
        min(quantum_yuan) as quantum_yuan,
        min(column_decimals) as column_decimals,
        min(unit) as unit,
        min(cell) as cell,
        min(page) as page
    from {{ ref('int_figure') }}
    where block = 'funds' and form_code in ('project_self_evaluation', 'department_self_evaluation')
    group by all
)

select
    sheet.report_id,
    sheet.source_file,
    sheet.table_no,
    sheet.sheet_name,
    sheet.eval_scope,
    fund.fund_no,
    fund.fund,
    fund.fund_label,
    fund.is_part,
    figures.measure,
    case when figures.printings = 1 then figures.value_yuan end as value_yuan,
    figures.state,
    figures.radius_yuan,
    figures.zero_radius_yuan,
    figures.quantum_yuan,
    figures.column_decimals,
    figures.unit,
    figures.cell,
    figures.page
from {{ ref('stg_evaluation_fund') }} as fund
inner join {{ ref('int_evaluation_sheet') }} as sheet
    on fund.report_id = sheet.report_id and fund.table_no = sheet.table_no
inner join figures
    on
        fund.report_id = figures.report_id
        and fund.table_no = figures.table_no
        and fund.fund_label = figures.row_label
