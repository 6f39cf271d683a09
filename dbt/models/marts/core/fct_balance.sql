with by_fund as (
    select
        report_id,
        min(source_file) as source_file,
        agency_id,
        fiscal_year,
        fund_scope,
        max(amount_yuan) filter (where balance_kind = 'opening') as opening_amount_yuan,
        max(amount_yuan) filter (where balance_kind = 'closing') as closing_amount_yuan,
        bool_or(is_derived) as is_derived
    from {{ ref('int_balance_by_fund') }}
    group by report_id, agency_id, fiscal_year, fund_scope
)

select
    report_id,
    source_file,
    agency_id,
    fiscal_year,
    fund_scope,
    opening_amount_yuan,
    {{ in_wan('opening_amount_yuan') }} as opening_amount_wan,
    closing_amount_yuan,
    {{ in_wan('closing_amount_yuan') }} as closing_amount_wan,
    is_derived
from by_fund
