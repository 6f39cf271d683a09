-- One row an account: sums of leaves in yuan, NULL where nothing was printed.
with expenditure as (
    select
        report_id,
        sum(amount_yuan) as expenditure,
        sum(amount_yuan) filter (where nature = 'basic') as basic,
        sum(amount_yuan) filter (where nature = 'project') as project
    from marts.fct_expenditure_by_function group by report_id
),

income as (
    select
        report_id,
        sum(amount_yuan) as income,
        sum(amount_yuan) filter (where income_source = 'appropriation') as appropriation
    from marts.fct_income_by_source group by report_id
),

economic as (
    select
        report_id,
        sum(amount_yuan) filter (where cost_group = 'personnel') as personnel,
        sum(amount_yuan) filter (where cost_group = 'public') as public_cost
    from marts.fct_expenditure_by_economic_class group by report_id
),

three_public as (
    select
        report_id,
        sum(budget_amount_yuan) as three_public_budget,
        sum(outturn_amount_yuan) as three_public_outturn
    from marts.fct_three_public_expenses group by report_id
),

balance as (
    select
        report_id,
        sum(opening_amount_yuan) as opening,
        sum(closing_amount_yuan) as closing
    from marts.fct_balance group by report_id
),

execution as (
    select
        report_id,
        sum(budget_initial_yuan) as execution_budget,
        sum(outturn_yuan) as execution_outturn
    from marts.fct_budget_execution
    where
        classification = 'function' and fund_scope = 'general_budget'
        and budget_initial_yuan is not null and outturn_yuan is not null
    group by report_id
)

select
    account.account_id,
    sum(income) as income, sum(appropriation) as appropriation,
    sum(expenditure) as expenditure, sum(basic) as basic, sum(project) as project,
    sum(personnel) as personnel, sum(public_cost) as public_cost,
    sum(three_public_budget) as three_public_budget,
    sum(three_public_outturn) as three_public_outturn,
    sum(opening) as opening, sum(closing) as closing,
    sum(execution_budget) as execution_budget, sum(execution_outturn) as execution_outturn
from account
left join expenditure on account.report_id = expenditure.report_id
left join income on account.report_id = income.report_id
left join economic on account.report_id = economic.report_id
left join three_public on account.report_id = three_public.report_id
left join balance on account.report_id = balance.report_id
left join execution on account.report_id = execution.report_id
group by account.account_id
order by account.account_id
