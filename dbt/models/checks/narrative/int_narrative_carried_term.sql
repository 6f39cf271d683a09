-- 收入 + 年初 - 支出 told in one sentence outside the explanation is what the form carries over.
with carried as (
    select
        report_id,
        'carried ' || sentence_no as equation,
        min(claim_no) filter (where subject = 'current_income') as income_no,
        min(claim_no) filter (where subject = 'opening_balance') as opening_no,
        min(claim_no) filter (where subject = 'current_expenditure') as expenditure_no
    from {{ ref('int_claim_figure') }}
    where
        is_exact
        and quantity = 'amount'
        and scale = 'money'
        and basis in ('outturn', 'opening')
        and report_kind = 'final_accounts'
        and not is_main
    group by report_id, sentence_no
    having income_no is not null and opening_no is not null and expenditure_no is not null
)

{% for number, weight in [('income_no', 1), ('opening_no', 1), ('expenditure_no', -1)] %}
    select
        report_id,
        'n.repeat' as identity_id,
        equation,
        {{ number }} as claim_no,
        'expected' as side,
        {{ weight }} as weight
    from carried
    union all by name
{% endfor %}
select
    carried.report_id,
    'n.repeat' as identity_id,
    carried.equation,
    carried.income_no as claim_no,
    'found' as side,
    -- distributions and surplus used may stand between
    false as is_complete,
    closing.amount,
    closing.radius,
    closing.zero_radius,
    closing.quantum,
    closing.unit,
    closing.decimals,
    closing.cell,
    closing.row_key as place
from carried
inner join {{ ref('int_named_cell') }} as closing
    on
        carried.report_id = closing.report_id
        and closing.compared_with = 'own'
        and closing.subjects = 'closing_balance'
        and closing.form_code = 'income_expenditure_summary'
