-- Balances by fund that do not overlap: their sum is the balance of form 收入支出决算总表
-- where that is printed, else that of 财政拨款收入支出决算总表.
with reading as (
    select
        report_id,
        -- a report may print its forms in several files
        min(source_file) as source_file,
        agency_id,
        fiscal_year,
        balance_kind,
        max(amount_yuan) filter (where place = 'all_funds') as all_funds,
        max(amount_yuan) filter (where place = 'appropriation_total') as appropriation_total,
        max(amount_yuan) filter (where place = 'general_budget') as general_budget,
        max(amount_yuan) filter (where place = 'government_fund') as government_fund,
        max(amount_yuan) filter (where place = 'state_capital') as state_capital,
        max(amount_yuan) filter (where place = 'government_fund_form') as government_fund_form,
        max(amount_yuan) filter (where place = 'state_capital_form') as state_capital_form
    from {{ ref('int_balance_reading') }}
    group by report_id, agency_id, fiscal_year, balance_kind
),

-- a blank in 财政拨款收入支出决算总表 says that there is no such balance, an illegible cell nothing
appropriation_cells as (
    select
        report_id,
        basis as balance_kind,
        bool_and(amount_state <> 'illegible') as is_legible
    from {{ ref('stg_reported_amount') }}
    where form_code = 'appropriation_summary' and basis in ('opening', 'closing')
    group by report_id, basis
),

-- without a split in 财政拨款收入支出决算总表 the two fund forms print theirs
split as (
    select
        *,
        coalesce(general_budget, government_fund, state_capital) is not null as has_split,
        case
            when coalesce(general_budget, government_fund, state_capital) is not null
                then government_fund
            else government_fund_form
        end as government_fund_part,
        case
            when coalesce(general_budget, government_fund, state_capital) is not null
                then state_capital
            else state_capital_form
        end as state_capital_part
    from reading
),

appropriation as (
    select
        split.*,
        case
            when has_split then general_budget
            when appropriation_total is not null
                then
                    appropriation_total
                    - coalesce(government_fund_part, 0)
                    - coalesce(state_capital_part, 0)
        end as general_budget_part,
        coalesce(appropriation_cells.is_legible, false) as is_appropriation_known
    from split
    left join appropriation_cells
        on
            split.report_id = appropriation_cells.report_id
            and split.balance_kind = appropriation_cells.balance_kind
),

remainder as (
    select
        *,
        all_funds
        - coalesce(general_budget_part, 0)
        - coalesce(government_fund_part, 0)
        - coalesce(state_capital_part, 0) as remaining
    from appropriation
),

parts as (
    select
        *,
        'general_budget' as fund_scope,
        general_budget_part as part,
        not has_split as is_derived
    from remainder
    union all
    select
        *,
        'government_fund',
        government_fund_part,
        false
    from remainder
    union all
    select
        *,
        'state_capital',
        state_capital_part,
        false
    from remainder
    union all
    select
        *,
        case when is_appropriation_known then 'non_appropriation' else 'unspecified' end,
        remaining,
        true
    from remainder
)

select
    report_id,
    source_file,
    agency_id,
    fiscal_year,
    balance_kind,
    fund_scope,
    cast(part as decimal(24, 4)) as amount_yuan,
    is_derived
from parts
where part is not null
