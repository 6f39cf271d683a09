-- Leaf figures of the four expenditure forms by code and nature, each form as it prints them.
select
    report_id,
    source_file,
    agency_id,
    fiscal_year,
    case form_code
        when 'expenditure' then 'all'
        when 'general_budget_expenditure' then 'general_budget'
        else form_code
    end as fund_scope,
    row_code as function_code,
    min(row_label) as function_name,
    coalesce(row_code, '=' || row_label) as line_key,
    measure as nature,
    {{ exact_sum('amount_yuan') }} as amount_yuan,
    cast(sum(rounding_radius_yuan) as decimal(24, 8)) as rounding_radius_yuan
from {{ ref('int_mart_amount') }}
where
    is_leaf
    and form_code in (
        'expenditure', 'general_budget_expenditure', 'government_fund', 'state_capital'
    )
    and measure in (
        'basic', 'project', 'remitted_to_superior', 'operating', 'affiliate_subsidy'
    )
group by
    report_id,
    source_file,
    agency_id,
    fiscal_year,
    form_code,
    row_code,
    coalesce(row_code, '=' || row_label),
    measure
