-- Budget and outturn of the items that partition a report's expenditure: by function where the
-- text names 类, 款 and 项, else by the status tables of basic expenditure and of projects.
with functional as (
    select
        report_id,
        source_file,
        agency_id,
        fiscal_year,
        is_of_final_accounts,
        'function' as classification,
        case section
            when 'government_fund' then 'government_fund'
            when 'state_capital' then 'state_capital'
            else 'general_budget'
        end as fund_scope,
        min(claim_no) as item_order,
        min(function_code) as function_code,
        class_label,
        kuan_label,
        xiang_label,
        concat_ws('/', class_label, kuan_label, xiang_label) as item_name,
        {{ only_value("value_yuan", "quantity = 'amount' and basis = 'budget_initial'") }}
            as budget_initial_yuan,
        {{ only_value("value_yuan", "quantity = 'amount' and basis = 'budget_revised'") }}
            as budget_revised_yuan,
        {{ only_value("value_yuan", "quantity = 'amount' and basis = 'budget_unstated'") }}
            as budget_unstated_yuan,
        {{ only_value("value_yuan", "quantity = 'amount' and basis = 'outturn'") }}
            as outturn_yuan,
        {{ only_value("value", "quantity = 'completion'") }} as completion_rate
    from {{ ref('int_claim_of_year') }}
    where
        class_label is not null
        and section in ('general_budget_items', 'government_fund', 'state_capital')
        and item_no is not null
    group by
        report_id, source_file, agency_id, fiscal_year, is_of_final_accounts, section, item_no,
        class_label, kuan_label, xiang_label
),

-- a 类 or 款 whose items the same text lists sums them
functional_leaves as (
    select functional.*
    from functional
    where not exists (
        select 1 from functional as deeper
        where
            deeper.report_id = functional.report_id
            and deeper.fund_scope = functional.fund_scope
            and deeper.class_label = functional.class_label
            and (
                (functional.kuan_label is null and deeper.kuan_label is not null)
                or (
                    functional.kuan_label is not null
                    and functional.xiang_label is null
                    and deeper.kuan_label = functional.kuan_label
                    and deeper.xiang_label is not null
                )
            )
    )
),

status_rows as (
    select
        amount.report_id,
        amount.source_file,
        version.agency_id,
        report.fiscal_year,
        report.kind = 'final_accounts' as is_of_final_accounts,
        case amount.form_code
            when 'basic_expenditure_status' then 'economic' else 'project'
        end as classification,
        'all' as fund_scope,
        amount.table_no * 1000000 + amount.table_row as item_order,
        null as function_code,
        amount.row_label as item_name,
        {{ only_value("amount_yuan", "basis = 'budget_initial'") }} as budget_initial_yuan,
        {{ only_value("amount_yuan", "basis = 'budget_revised'") }} as budget_revised_yuan,
        {{ only_value("amount_yuan", "basis = 'budget_unstated'") }} as budget_unstated_yuan,
        {{ only_value("amount_yuan", "basis = 'outturn'") }} as outturn_yuan,
        null as completion_rate
    from {{ ref('stg_reported_amount') }} as amount
    inner join {{ ref('int_report_version') }} as version
        on amount.report_id = version.report_id and version.feeds_evaluations
    inner join {{ ref('stg_report') }} as report on amount.report_id = report.report_id
    where
        amount.form_code in ('basic_expenditure_status', 'project_expenditure_status')
        and amount.row_role = 'leaf'
        and amount.block = ''
        and amount.amount_state = 'number'
    group by
        amount.report_id, amount.source_file, version.agency_id, report.fiscal_year, report.kind,
        amount.form_code, amount.table_no, amount.table_row, amount.row_label
),

lines as (
    select
        report_id,
        source_file,
        agency_id,
        fiscal_year,
        is_of_final_accounts,
        classification,
        fund_scope,
        item_order,
        function_code,
        item_name,
        budget_initial_yuan,
        budget_revised_yuan,
        budget_unstated_yuan,
        outturn_yuan,
        completion_rate
    from functional_leaves
    union all
    select * from status_rows
),

-- one way of parting per report, one report per agency and year
one_partition as (
    select
        *,
        first_value(report_id || (classification = 'function')::varchar) over (
            partition by agency_id, fiscal_year
            order by
                is_of_final_accounts desc, classification = 'function' desc, source_file, report_id
        ) as chosen
    from lines
)

select * exclude (chosen)
from one_partition
where report_id || (classification = 'function')::varchar = chosen
