-- Every figure of a table with what the interval rule needs: the last digit of its column.
with placed as (
    select
        amount.*,
        report.fiscal_year,
        report.kind as report_kind,
        version.agency_id,
        -- a verdict names the first file of a report; a cell of another file says so
        case
            when amount.source_file <> report.source_file
                then parse_filename(amount.source_file) || ' '
            else ''
        end as file_name,
        -- the column a figure stands in: both parts of a side, and both kinds of basic spending,
        -- share one; openings and closings stand among the outturn
        case
            when amount.block in ('income', 'opening_balance') then 'income'
            when amount.block in ('personnel', 'public') then ''
            else amount.block
        end as column_block,
        case when starts_with(amount.basis, 'budget') then amount.basis else 'actual' end
            as column_basis,
        translate(
            regexp_replace(amount.row_label, '[[:space:]　]', '', 'g'), '（）：“”‘’，', '():""'''','
        ) as row_key
    from {{ ref('stg_reported_amount') }} as amount
    inner join {{ ref('stg_report') }} as report on amount.report_id = report.report_id
    left join {{ ref('int_report_version') }} as version
        on amount.report_id = version.report_id
    where report.kind in ('final_accounts', 'self_evaluation')
),

-- names of 类 of all editions; a name that two codes share names none
class_names as (
    select
        {{ function_name_key('function_name') }} as name_key,
        min(function_code) as class_code
    from {{ ref('stg_function_code') }}
    where length(function_code) = 3
    group by name_key
    having count(distinct function_code) = 1
),

measured as (
    select
        *,
        max(shown_decimals) over (
            partition by report_id, table_no, form_code, column_block, measure, column_basis
        ) as column_decimals
    from placed
)

select
    measured.report_id,
    measured.source_file,
    measured.agency_id,
    measured.fiscal_year,
    measured.report_kind,
    measured.form_code,
    measured.table_no,
    measured.block,
    coalesce(measured.row_code, class_names.class_code) as row_code,
    measured.row_key,
    measured.row_label,
    measured.row_role,
    measured.measure,
    measured.basis,
    measured.amount_state as state,
    case
        when measured.amount_state in ('blank', 'dash') then cast(0 as decimal(24, 4))
        when measured.amount_state = 'number' then measured.amount_yuan
    end as value_yuan,
    measured.unit,
    cast(coalesce(measured.column_decimals, 0) as integer) as column_decimals,
    {{ last_digit_yuan('measured.unit', 'coalesce(measured.column_decimals, 2)') }}
        as quantum_yuan,
    cast(
        case
            when measured.amount_state = 'number' and measured.amount_yuan <> 0
                then {{ last_digit_yuan('measured.unit', 'measured.column_decimals') }} * 0.5
            else 0
        end
        as decimal(24, 8)
    ) as radius_yuan,
    cast(
        case
            when measured.amount_state = 'number'
                then {{ last_digit_yuan('measured.unit', 'measured.column_decimals') }} * 0.5
            else 0
        end
        as decimal(24, 8)
    ) as zero_radius_yuan,
    measured.page,
    measured.sheet,
    measured.table_row,
    measured.table_column,
    measured.file_name || {{ cell_address(
        'measured.page', 'measured.sheet', 'measured.table_row', 'measured.table_column'
    ) }} as cell
from measured
left join class_names
    on
        measured.row_code is null
        and measured.form_code in ('income_expenditure_summary', 'appropriation_summary')
        and measured.block = 'expenditure'
        and measured.basis not in ('opening', 'closing')
        and measured.row_role = 'leaf'
        -- 其他 below 结余分配 is no class; no name of a class is as short
        and length(measured.row_key) > 2
        and {{ function_name_key('measured.row_label') }} = class_names.name_key
