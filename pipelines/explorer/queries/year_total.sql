-- Sums by year and region, for the overview; each account counts once.
select
    account.fiscal_year as year,
    account.region,
    cast(count(distinct account.account_id) as integer) as accounts,
    sum(total.income) as income,
    sum(total.expenditure) as expenditure,
    sum(total.basic) as basic,
    sum(total.project) as project,
    sum(total.three_public_budget) as three_public_budget,
    sum(total.three_public_outturn) as three_public_outturn
from (select distinct account_id, fiscal_year, region from account) as account
inner join account_total as total on account.account_id = total.account_id
where account.fiscal_year is not null
group by grouping sets ((account.fiscal_year), (account.fiscal_year, account.region))
order by year, account.region nulls first
