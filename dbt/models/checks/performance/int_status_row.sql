-- The rows of status and procurement tables with their figures side by side, and what each sums.
-- A row of a name that its block prints twice is told by its place. The last digit is that of the
-- whole column: rows that are part of the row above stand in the same column.
with measured as (
    select
        * replace (
            max(column_decimals) filter (where state = 'number') over in_column as column_decimals,
            min(quantum_yuan) filter (where state = 'number') over in_column as quantum_yuan
        )
    from {{ ref('int_figure') }}
    where
        form_code in (
            'basic_expenditure_status', 'project_expenditure_status', 'procurement_summary'
        )
    window in_column as (partition by report_id, table_no, measure, basis)
),

placed as (
    select
        * replace (
            coalesce(column_decimals, 0) as column_decimals,
            coalesce(quantum_yuan, 1) as quantum_yuan,
            case when radius_yuan = 0 then 0 else quantum_yuan * 0.5 end as radius_yuan,
            case when zero_radius_yuan = 0 then 0 else quantum_yuan * 0.5 end as zero_radius_yuan
        ),
        row_key
        || case
            when
                count(*) over (
                    partition by report_id, table_no, block, row_key, measure, basis
                ) > 1
                then '#' || coalesce(cast(page as varchar), '') || '.' || table_row
            else ''
        end as row_name
    from measured
),

-- one budget column: the revised one where both are printed
budgets as (
    select
        report_id,
        table_no,
        count(distinct basis) as columns,
        case
            when count(distinct basis) = 1 then min(basis)
            when bool_or(basis = 'budget_revised') then 'budget_revised'
        end as basis
    from placed
    where measure = 'budget'
    group by report_id, table_no
)

select
    placed.*,
    case placed.form_code
        when 'basic_expenditure_status' then '基本支出情况表'
        when 'project_expenditure_status' then '项目支出情况表'
        else '政府采购情况表'
    end
    || case
        when
            max(placed.table_no) over (partition by placed.report_id, placed.form_code)
            > min(placed.table_no) over (partition by placed.report_id, placed.form_code)
            then '#' || placed.table_no
        else ''
    end as table_name,
    coalesce(placed.measure = 'budget' and placed.basis = budgets.basis, false) as is_budget,
    -- a block with a subtotal of its own counts in the total by that subtotal
    bool_or(placed.row_role = 'subtotal') over (
        partition by placed.report_id, placed.table_no, placed.block
    ) as block_has_subtotal,
    bool_or(placed.row_role = 'total') over (
        partition by placed.report_id, placed.table_no
    ) as table_has_total
from placed
left join budgets
    on placed.report_id = budgets.report_id and placed.table_no = budgets.table_no
