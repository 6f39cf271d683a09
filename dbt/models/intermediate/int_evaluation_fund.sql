-- The rows of money that do not overlap: the parts where together they make every printed
-- total, else the total alone.
with counted as (
    select fund.*
    from {{ ref('stg_evaluation_fund') }} as fund
    inner join {{ ref('int_evaluation') }} as evaluation
        on
            fund.report_id = evaluation.report_id
            and fund.table_no = evaluation.table_no
            and evaluation.is_counted
),

sums as (
    select
        report_id,
        table_no,
        max(budget_initial_yuan) filter (where not is_part) as budget_initial_total,
        sum(budget_initial_yuan) filter (where is_part) as budget_initial_parts,
        max(budget_revised_yuan) filter (where not is_part) as budget_revised_total,
        sum(budget_revised_yuan) filter (where is_part) as budget_revised_parts,
        max(outturn_yuan) filter (where not is_part) as outturn_total,
        sum(outturn_yuan) filter (where is_part) as outturn_parts,
        max(weight) filter (where not is_part) as execution_weight,
        max(score) filter (where not is_part) as execution_score,
        count(*) filter (where not is_part) as total_rows
    from counted
    group by report_id, table_no
),

split as (
    select
        *,
        total_rows = 0
        or (
            coalesce(budget_initial_parts, outturn_parts, budget_revised_parts) is not null
            and budget_initial_total is not distinct from budget_initial_parts
            and budget_revised_total is not distinct from budget_revised_parts
            and outturn_total is not distinct from outturn_parts
        ) as parts_make_the_total
    from sums
)

-- the points for execution are those of the evaluation: they stand on its first row alone
select
    counted.report_id,
    counted.source_file,
    counted.table_no,
    counted.fund_no,
    counted.fund,
    counted.fund_label,
    counted.unit,
    counted.budget_initial_yuan,
    counted.budget_revised_yuan,
    counted.outturn_yuan,
    counted.execution_rate,
    counted.execution_rate_text,
    case when row_number() over first_row = 1 then split.execution_weight end as weight,
    case when row_number() over first_row = 1 then split.execution_score end as score
from counted
inner join split
    on counted.report_id = split.report_id and counted.table_no = split.table_no
where
    counted.is_part = split.parts_make_the_total
    and coalesce(
        counted.budget_initial_yuan, counted.budget_revised_yuan, counted.outturn_yuan
    ) is not null
window first_row as (partition by counted.report_id, counted.table_no order by counted.fund_no)
