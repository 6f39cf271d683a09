-- Opening (年初) and closing (年末) balances as forms 收入支出决算总表, 财政拨款收入支出决算总表,
-- 政府性基金 and 国有资本经营 print them: one row per report, kind and place.
with balances as (
    select
        * exclude (fund_of_row),
        case
            when form_code = 'income_expenditure_summary' then 'all_funds'
            when form_code in ('government_fund', 'state_capital') then 'own_form'
            when block = 'opening_balance' and fund_of_row is not null then fund_of_row
            when measure in ('general_budget', 'government_fund', 'state_capital') then measure
            else 'appropriation_total'
        end as place
    from (
        select
            *,
            {{ item_of_row('appropriation_summary') }} as fund_of_row
        from {{ ref('int_mart_amount') }}
    ) as amounts
    where
        basis in ('opening', 'closing')
        -- the wide layout of the fund forms prints the same balance again, split by nature
        and (
            form_code not in ('government_fund', 'state_capital')
            or measure in ('opening', 'closing')
        )
        and form_code in (
            'income_expenditure_summary', 'appropriation_summary', 'government_fund',
            'state_capital'
        )
),

-- the fund forms print codes under a total row, the summaries a row with or without its split:
-- each place is read at its own total or subtotal row where it has one, else as sum of leaves
summing_first as (
    select
        *,
        case row_role when 'total' then 1 when 'subtotal' then 2 else 3 end as role_rank
    from balances
    where
        (form_code not in ('government_fund', 'state_capital') and (row_role <> 'leaf' or is_leaf))
        or row_role = 'total'
        or is_leaf
)

select
    report_id,
    source_file,
    agency_id,
    fiscal_year,
    basis as balance_kind,
    case place when 'own_form' then form_code || '_form' else place end as place,
    {{ exact_sum('amount_yuan') }} as amount_yuan,
    cast(sum(rounding_radius_yuan) as decimal(24, 8)) as rounding_radius_yuan
from (
    select *
    from summing_first
    qualify role_rank = min(role_rank) over (partition by report_id, form_code, basis, place)
)
group by
    report_id,
    source_file,
    agency_id,
    fiscal_year,
    basis,
    case place when 'own_form' then form_code || '_form' else place end
