-- Growth and completion rates of the running text with what they are computed from. A growth is
-- the change said with it over the outturn less (or plus) that change, which is the figure of the
-- year before or the budget; a completion
-- is the outturn over the budget it names. Nearest figures of the same thing count, those of
-- another item or block never.
with claims as (
    select * from {{ ref('int_claim_figure') }}
    where state = 'number' and not is_approximate and amount is not null
),

rates as (
    select * from claims
    where quantity in ('growth', 'completion') and unit = 'percent'
),

-- what stands nearest before a rate and is about the same thing
nearby as (
    select
        rate.report_id,
        rate.claim_no,
        near.claim_no as near_no,
        near.quantity,
        near.basis,
        near.direction,
        near.amount,
        near.radius,
        near.unit,
        near.cell,
        near.sentence_no = rate.sentence_no as is_same_sentence,
        rate.basis as rate_basis
    from rates as rate
    inner join claims as near
        on
            rate.report_id = near.report_id
            and rate.block_no = near.block_no
            and rate.item_no is not distinct from near.item_no
            and rate.topic = near.topic
            and rate.subject is not distinct from near.subject
            and rate.claim_no > near.claim_no
            and near.scale = 'money'
            and rate.sentence_no - near.sentence_no <= 6
),

changes as (
    select * from nearby
    where quantity = 'change' and is_same_sentence and basis = rate_basis
    qualify row_number() over (partition by report_id, claim_no order by near_no desc) = 1
),

outturns as (
    select * from nearby
    where quantity = 'amount' and basis in ('outturn', '')
    qualify row_number() over (
        partition by report_id, claim_no order by (basis = 'outturn') desc, near_no desc
    ) = 1
),

-- the budget of the basis that is named; 完成预算 names none, and any that the text gives will do
budgets as (
    select
        *,
        basis <> rate_basis
        and 'budget_unstated' not in (basis, rate_basis) as is_of_other_basis
    from nearby
    where quantity = 'amount' and starts_with(basis, 'budget')
),

named_budgets as (
    select * from budgets
    where not is_of_other_basis
    qualify row_number() over (
        partition by report_id, claim_no
        order by (basis = rate_basis) desc, near_no desc
    ) = 1
),

other_budgets as (
    select * from budgets
    where is_of_other_basis
    qualify row_number() over (partition by report_id, claim_no order by near_no desc) = 1
),

-- where the text gives no budget of a three public expense, the form does
form_budgets as (
    select
        outturn.report_id,
        outturn.claim_no,
        budget.value_yuan as amount,
        budget.radius_yuan as radius,
        budget.cell
    from outturns as outturn
    inner join {{ ref('int_claim_cell') }} as cell
        on
            outturn.report_id = cell.report_id
            and outturn.near_no = cell.claim_no
            and cell.form_code = 'three_public_expenses'
            and not cell.is_ambiguous
    inner join {{ ref('int_text_figure') }} as budget
        on
            cell.report_id = budget.report_id
            and cell.form_code = budget.form_code
            and cell.row_label = budget.row_label
            and starts_with(budget.basis, 'budget')
            and budget.value_yuan is not null
    qualify count(*) over (partition by outturn.report_id, outturn.claim_no) = 1
),

growths as (
    select
        rate.report_id,
        rate.claim_no,
        'n.growth' as identity_id,
        abs(change.amount) as numerator,
        change.radius as numerator_radius,
        outturn.amount
        - case
            when coalesce(change.direction, rate.direction) in ('increase', 'above') then 1
            when coalesce(change.direction, rate.direction) in ('decrease', 'below') then -1
        end * change.amount as denominator,
        outturn.radius + change.radius as denominator_radius,
        [rate.cell, change.cell, outturn.cell] as cells,
        coalesce(change.direction, rate.direction) is null and change.amount <> 0 as is_undecided,
        outturn.amount as current_amount
    from rates as rate
    inner join changes as change
        on rate.report_id = change.report_id and rate.claim_no = change.claim_no
    inner join outturns as outturn
        on rate.report_id = outturn.report_id and rate.claim_no = outturn.claim_no
    where
        rate.quantity = 'growth'
        and (rate.basis = 'prior_outturn' or starts_with(rate.basis, 'budget'))
),

completions as (
    select
        rate.report_id,
        rate.claim_no,
        'n.completion' as identity_id,
        outturn.amount as numerator,
        outturn.radius as numerator_radius,
        coalesce(named.amount, form.amount) as denominator,
        coalesce(named.radius, form.radius) as denominator_radius,
        [rate.cell, outturn.cell, coalesce(named.cell, form.cell)] as cells,
        false as is_undecided,
        outturn.amount as current_amount,
        other.amount as other_budget,
        other.radius as other_radius,
        other.cell as other_cell
    from rates as rate
    inner join outturns as outturn
        on rate.report_id = outturn.report_id and rate.claim_no = outturn.claim_no
    left join named_budgets as named
        on rate.report_id = named.report_id and rate.claim_no = named.claim_no
    left join other_budgets as other
        on rate.report_id = other.report_id and rate.claim_no = other.claim_no
    left join form_budgets as form
        on rate.report_id = form.report_id and rate.claim_no = form.claim_no
    where
        rate.quantity = 'completion'
        and coalesce(named.amount, form.amount, other.amount) is not null
)

select
    report_id,
    claim_no,
    identity_id,
    numerator,
    numerator_radius,
    -- nothing this year and no change: there was nothing the year before
    case
        when current_amount = 0 and numerator = 0 then cast(0 as decimal(24, 8))
        else denominator
    end as denominator,
    denominator_radius,
    cells,
    is_undecided,
    current_amount,
    cast(null as decimal(24, 8)) as other_budget,
    cast(null as decimal(24, 8)) as other_radius,
    cast(null as varchar) as other_cell
from growths
union all by name
select
    report_id,
    claim_no,
    identity_id,
    numerator,
    numerator_radius,
    denominator,
    denominator_radius,
    cells,
    is_undecided,
    current_amount,
    other_budget,
    other_radius,
    other_cell
from completions
