-- Conditions on a whole report under which some rules hold: whether all its money is
-- appropriation, whether the funds that the summary shows have their own forms, whether the form
-- of government funds has columns of income and balances, and whether the three public expenses
-- stand without 会议费 and 培训费, which some forms add to the total.
with figures as (
    select
        *,
        case
            when
                form_code in ('income_expenditure_summary', 'appropriation_summary')
                and basis = 'opening'
                then regexp_full_match(row_key, {{ phrase('row_of_opening_balance') }})
        end as is_opening,
        case
            when form_code = 'three_public_expenses'
                then regexp_full_match(row_key, {{ phrase('row_of_meetings_and_training') }})
        end as is_other_cost
    from {{ ref('int_check_figure') }}
    where not starts_with(basis, 'budget') or form_code = 'three_public_expenses'
),

summaries as (
    select
        report_id,
        max(value_yuan) filter (
            where form_code = 'income_expenditure_summary' and block = 'income'
            and row_role = 'subtotal' and basis = 'outturn'
        ) as all_income,
        max(value_yuan) filter (
            where form_code = 'income_expenditure_summary' and block = 'income'
            and is_opening
        ) as all_opening,
        max(value_yuan) filter (
            where form_code = 'appropriation_summary' and block = 'income'
            and row_role = 'subtotal' and basis = 'outturn'
        ) as fiscal_income,
        max(value_yuan) filter (
            where form_code = 'appropriation_summary' and block = 'opening_balance'
            and is_opening
        ) as fiscal_opening,
        coalesce(max(abs(value_yuan)) filter (
            where is_other_cost
        ), 0) as other_costs,
        coalesce(max(abs(value_yuan)) filter (
            where form_code = 'appropriation_summary' and measure = 'government_fund'
            and basis <> 'closing' and row_role <> 'total'
        ), 0) as fund_spent,
        coalesce(max(abs(value_yuan)) filter (
            where form_code = 'appropriation_summary' and measure = 'state_capital'
            and basis <> 'closing' and row_role <> 'total'
        ), 0) as capital_spent
    from figures
    group by report_id
),

forms as (
    select
        report_id,
        bool_or(form_code = 'government_fund' and form_state in ('filled', 'empty'))
            as has_fund_form,
        bool_or(form_code = 'state_capital' and form_state in ('filled', 'empty'))
            as has_capital_form,
        bool_or(form_code = 'government_fund' and is_of_spending_only) as funds_as_spending
    from {{ ref('int_form_state') }}
    group by report_id
),

judged as (
    select
        summaries.report_id,
        summaries.other_costs = 0 as three_public_only,
        not forms.funds_as_spending as fund_balances_printed,
        (forms.has_fund_form or summaries.fund_spent = 0)
        and (forms.has_capital_form or summaries.capital_spent = 0) as funds_printed,
        coalesce(
            summaries.all_income = summaries.fiscal_income
            and summaries.all_opening = summaries.fiscal_opening,
            false
        ) as fiscal_only
    from summaries
    inner join forms on summaries.report_id = forms.report_id
)

select
    report_id,
    'funds_printed' as condition
from judged
where funds_printed
union all
select
    report_id,
    'fund_balances_printed' as condition
from judged
where fund_balances_printed
union all
select
    report_id,
    'three_public_only' as condition
from judged
where three_public_only
union all
select
    report_id,
    if(fiscal_only and funds_printed, 'fiscal_only', 'with_nonfiscal') as condition
from judged
