-- Printed execution rates of sheets and of status tables with the two figures they compare.
with sheet_rates as (
    select
        rate.report_id,
        rate.source_file,
        rate.table_no,
        rate.row_label,
        rate.row_no,
        rate.value,
        rate.value_text,
        coalesce(rate.shown_decimals, 0) as decimals,
        {{ cell_address('rate.page', 'rate.sheet', 'rate.table_row', 'rate.table_column') }}
            as cell
    from {{ ref('stg_reported_quantity') }} as rate
    where
        rate.block = 'funds'
        and rate.measure = 'execution_rate'
        and rate.value_state in ('number', 'illegible')
),

-- by the adjusted budget; a sheet that prints no such column has but its initial one
sheet_budgets as (
    select *
    from {{ ref('int_performance_fund') }}
    where measure in ('budget_initial', 'budget_revised')
    qualify
        measure = 'budget_revised'
        or not bool_or(measure = 'budget_revised') over (
            partition by report_id, table_no, fund_no
        )
),

of_sheets as (
    select
        rate.*,
        budget.sheet_name
        || case when budget.is_part then '[' || budget.fund_label || ']' else '' end
            as instance,
        outturn.value_yuan as numerator,
        outturn.radius_yuan as numerator_radius,
        case when budget.state in ('number', 'dash') then budget.value_yuan end as denominator,
        budget.radius_yuan as denominator_radius,
        outturn.cell as numerator_cell,
        budget.cell as denominator_cell
    from sheet_rates as rate
    inner join sheet_budgets as budget
        on
            rate.report_id = budget.report_id
            and rate.table_no = budget.table_no
            and rate.row_no = budget.fund_no
    inner join {{ ref('int_performance_fund') }} as outturn
        on
            budget.report_id = outturn.report_id
            and budget.table_no = outturn.table_no
            and budget.fund_no = outturn.fund_no
            and outturn.measure = 'outturn'
),

status_rates as (
    select
        rate.report_id,
        rate.source_file,
        rate.table_no,
        rate.block,
        rate.row_label,
        rate.row_no,
        rate.value,
        rate.value_text,
        coalesce(rate.shown_decimals, 0) as decimals,
        {{ cell_address('rate.page', 'rate.sheet', 'rate.table_row', 'rate.table_column') }}
            as cell
    from {{ ref('stg_reported_quantity') }} as rate
    where
        rate.form_code in ('basic_expenditure_status', 'project_expenditure_status')
        and rate.measure = 'execution_rate'
        and rate.value_state in ('number', 'illegible')
    -- of two rows of one name nobody knows which rate is whose
    qualify count(*) over (partition by report_id, table_no, block, row_label) = 1
),

status_rows as (
    select
        report_id,
        table_no,
        block,
        row_label,
        min(table_name) as table_name,
        min(row_name) as row_name,
        min(value_yuan) filter (where measure = 'outturn') as numerator,
        min(radius_yuan) filter (where measure = 'outturn') as numerator_radius,
        min(value_yuan) filter (where is_budget) as denominator,
        min(radius_yuan) filter (where is_budget) as denominator_radius,
        min(cell) filter (where measure = 'outturn') as numerator_cell,
        min(cell) filter (where is_budget) as denominator_cell
    from {{ ref('int_status_row') }}
    group by report_id, table_no, block, row_label
    having
        count(*) filter (where measure = 'outturn') = 1 and count(*) filter (where is_budget) = 1
),

of_status_tables as (
    select
        rate.* exclude (block),
        figure.table_name || '：' || figure.row_name as instance,
        figure.numerator,
        figure.numerator_radius,
        figure.denominator,
        figure.denominator_radius,
        figure.numerator_cell,
        figure.denominator_cell
    from status_rates as rate
    inner join status_rows as figure
        on
            rate.report_id = figure.report_id
            and rate.table_no = figure.table_no
            and rate.block = figure.block
            and rate.row_label = figure.row_label
),

rates as (
    select * from of_sheets
    union all by name
    select * from of_status_tables
),

-- without a % sign the cell may hold the plain ratio: 0.92 for 92%
read as (
    select
        *,
        contains(value_text, '%') or contains(value_text, '％') or abs(value) > 2 as is_percent
    from rates
)

select
    report_id,
    source_file,
    'p.execution.rate' as identity_id,
    instance,
    table_no * 1000 + row_no as first_position,
    cast(case when is_percent then value else value * 100 end as decimal(16, 8)) as printed,
    cast(
        case
            when is_percent then {{ last_digit('decimals') }} else
                {{ last_digit('decimals') }} * 100
        end
        as decimal(16, 8)
    ) as quantum,
    case when is_percent then decimals else greatest(decimals - 2, 0) end as decimals,
    numerator,
    numerator_radius,
    denominator,
    denominator_radius,
    list_filter([cell, numerator_cell, denominator_cell], one -> one is not null) as cells
from read
