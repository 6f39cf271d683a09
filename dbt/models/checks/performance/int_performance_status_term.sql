-- Terms of p.table.balance on the tables of budget against outturn: 结余 = 预算 − 决算 in every row,
-- and every total the sum of its lines in every column.
with balanced as (
    select
        report_id,
        table_no,
        block,
        row_name
    from {{ ref('int_status_row') }}
    group by all
    having
        count(*) filter (where is_budget) = 1
        and count(*) filter (where measure = 'outturn') = 1
        and count(*) filter (where measure = 'balance') = 1
),

row_balance as (
    select
        figure.*,
        figure.table_name || '：' || figure.row_name || '[结余]' as instance,
        case when figure.measure = 'balance' then 'found' else 'expected' end as side,
        case when figure.measure = 'outturn' then -1 else 1 end as weight
    from {{ ref('int_status_row') }} as figure
    inner join balanced
        on
            figure.report_id = balanced.report_id
            and figure.table_no = balanced.table_no
            and figure.block = balanced.block
            and figure.row_name = balanced.row_name
    where figure.is_budget or figure.measure in ('outturn', 'balance')
),

-- a table with one total row; a subtotal sums the lines of its block
totals as (
    select
        *,
        count(*) over (partition by report_id, table_no, measure, basis) as total_rows,
        row_role = 'subtotal' and block <> '' as is_of_block
    from {{ ref('int_status_row') }}
    where
        row_role = 'total'
        or (row_role = 'subtotal' and block <> '')
        -- 小计 alone is the total of a table that prints no 合计
        or (row_role = 'subtotal' and not table_has_total)
),

column_sum as (
    select
        totals.* exclude (total_rows, is_of_block),
        totals.table_name || '：' || totals.row_name
        || case when totals.is_of_block then '（' || totals.block || '）' else '' end
        || '[' || totals.measure || ']' as instance,
        'found' as side,
        1 as weight
    from totals
    union all by name
    select
        line.*,
        totals.table_name || '：' || totals.row_name
        || case when totals.is_of_block then '（' || totals.block || '）' else '' end
        || '[' || totals.measure || ']' as instance,
        'expected' as side,
        1 as weight
    from totals
    inner join {{ ref('int_status_row') }} as line
        on
            totals.report_id = line.report_id
            and totals.table_no = line.table_no
            and totals.measure = line.measure
            and totals.basis = line.basis
            and line.block <> 'of_which'
            and case
                when totals.is_of_block then totals.block = line.block and line.row_role = 'leaf'
                when line.block = '' then line.row_role = 'leaf'
                else
                    line.row_role
                    = case when line.block_has_subtotal then 'subtotal' else 'leaf' end
            end
),

terms as (
    select * from row_balance
    union all by name
    select * from column_sum
)

select
    report_id,
    source_file,
    'p.table.balance' as identity_id,
    instance,
    'eq' as relation,
    side,
    weight,
    value_yuan as term_value,
    radius_yuan as radius,
    zero_radius_yuan - radius_yuan as zero_radius,
    quantum_yuan as quantum,
    column_decimals as decimals,
    unit,
    cell,
    page,
    coalesce(table_row, 0) * 100 + coalesce(table_column, 0) as term_position
from terms
-- a total without lines, or lines under two totals, sum to nothing that can be checked
qualify
    bool_or(side = 'expected') over (partition by report_id, instance)
    and count(*) filter (where side = 'found') over (partition by report_id, instance) = 1
