-- The figures that marts may use: numbers of the reports that count, one table per form,
-- with the leaf rule applied.
with numbers as (
    select
        amount.*,
        version.agency_id,
        report.fiscal_year
    from {{ ref('stg_reported_amount') }} as amount
    inner join {{ ref('int_report_version') }} as version
        on amount.report_id = version.report_id and version.feeds_marts
    inner join {{ ref('stg_report') }} as report on amount.report_id = report.report_id
    where amount.amount_state = 'number'
),

one_table_per_form as (
    select *
    from numbers
    qualify table_no = min(table_no) over (partition by report_id, form_code)
),

-- 类 and 款 whose 款 or 项 the same table prints, blank rows included
parent_codes as (
    select distinct
        report_id,
        form_code,
        table_no,
        left(row_code, parent_length.digits) as parent_code
    from {{ ref('stg_reported_amount') }}
    cross join (values (3), (5)) as parent_length (digits)
    where length(row_code) > parent_length.digits
)

select
    amount.report_id,
    amount.source_file,
    amount.agency_id,
    amount.fiscal_year,
    amount.form_code,
    amount.table_no,
    amount.block,
    amount.row_code,
    amount.row_label,
    amount.measure,
    amount.basis,
    amount.row_role,
    amount.row_role = 'leaf'
    and parent_codes.parent_code is null
    and (amount.row_code is not null or not {{ is_part_of_row_above('amount.row_label') }})
        as is_leaf,
    amount.amount_yuan,
    -- half the last digit of the column; an exact zero has none
    cast(
        case
            when amount.amount_yuan = 0 then 0
            else
                0.5
                * case amount.unit when 'wan' then 10000 when 'yi' then 100000000 else 1 end
                * case
                max(amount.shown_decimals)
                    over (
                        partition by
                            amount.report_id, amount.form_code, amount.block, amount.measure,
                            amount.basis
                    )
                    when 0 then 1
                    when 1 then 0.1
                    when 2 then 0.01
                    when 3 then 0.001
                    else 0.0001
                end
        end
        as decimal(24, 8)
    ) as rounding_radius_yuan
from one_table_per_form as amount
left join parent_codes
    on
        amount.report_id = parent_codes.report_id
        and amount.form_code = parent_codes.form_code
        and amount.table_no = parent_codes.table_no
        and amount.row_code = parent_codes.parent_code
