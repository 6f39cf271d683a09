-- Form 收入决算表 by code and source; where a report has none, the income rows of
-- 收入支出决算总表, which have no code.
with by_code as (
    select
        report_id,
        source_file,
        agency_id,
        fiscal_year,
        form_code,
        row_code as function_code,
        row_label,
        measure as income_source,
        amount_yuan
    from {{ ref('int_mart_amount') }}
    where
        is_leaf
        and form_code = 'income'
        and measure in (
            'appropriation', 'superior_subsidy', 'undertaking', 'operating',
            'affiliate_remittance', 'other'
        )
),

summary_rows as (
    select
        report_id,
        source_file,
        agency_id,
        fiscal_year,
        form_code,
        amount_yuan,
        -- balances stand in the income block, yet are no income of the year
        coalesce({{ item_of_row('income_expenditure_summary') }}, 'other') as income_source
    from {{ ref('int_mart_amount') }}
    where
        is_leaf
        and form_code = 'income_expenditure_summary'
        and block = 'income'
        and basis = 'outturn'
        and report_id not in (select by_code.report_id from by_code)
),

lines as (
    select
        report_id,
        source_file,
        agency_id,
        fiscal_year,
        form_code,
        function_code,
        min(row_label) as function_name,
        income_source,
        {{ exact_sum('amount_yuan') }} as amount_yuan
    from by_code
    group by
        report_id,
        source_file,
        agency_id,
        fiscal_year,
        form_code,
        function_code,
        coalesce(function_code, row_label),
        income_source
    union all
    select
        report_id,
        source_file,
        agency_id,
        fiscal_year,
        form_code,
        null,
        null,
        income_source,
        {{ exact_sum('amount_yuan') }}
    from summary_rows
    where income_source <> 'balance'
    group by report_id, source_file, agency_id, fiscal_year, form_code, income_source
)

select
    lines.report_id,
    lines.source_file,
    lines.agency_id,
    lines.fiscal_year,
    function_of_year.function_key,
    lines.function_code,
    lines.function_name,
    lines.income_source,
    lines.form_code,
    lines.amount_yuan,
    {{ in_wan('lines.amount_yuan') }} as amount_wan
from lines
left join {{ ref('int_function_of_year') }} as function_of_year
    on
        lines.function_code = function_of_year.function_code
        and lines.fiscal_year is not distinct from function_of_year.fiscal_year
