-- Ours to keep: over all funds the balances are those of 收入支出决算总表.
with published as (
    select
        report_id,
        balance_kind,
        sum(amount_yuan) as amount_yuan
    from {{ ref('int_balance_by_fund') }}
    group by report_id, balance_kind
)

select
    printed.report_id,
    printed.balance_kind,
    printed.amount_yuan as printed_yuan,
    published.amount_yuan as published_yuan
from {{ ref('int_balance_reading') }} as printed
left join published
    on
        printed.report_id = published.report_id
        and printed.balance_kind = published.balance_kind
where
    printed.place = 'all_funds'
    and printed.amount_yuan <> coalesce(published.amount_yuan, 0)
