-- Growth and completion rates of the running text with what they are computed from. A growth is
-- the change said with it over the outturn less (or plus) that change, which is the figure of the
-- year before or the budget; a completion is the outturn over the budget it names. Nearest figures
-- of the same thing count, those of another item or block never.
with claims as (
    select
        report_id,
        claim_no,
        block_no,
        item_no,
        sentence_no,
        subject,
        topic,
        quantity,
        basis,
        direction,
        scale,
        unit,
        amount,
        radius,
        cell
    from {{ ref('int_claim_figure') }}
    where is_exact
),

-- what stands nearest before a rate and is about the same thing; 完成预算 names no basis, and any
-- budget that the text gives will do
nearest as (
    select
        rate.report_id,
        rate.claim_no,
        arg_max(near, near.claim_no) filter (
            where near.quantity = 'change'
            and near.sentence_no = rate.sentence_no
            and near.basis = rate.basis
        ) as change,
        arg_max(near, (near.basis = 'outturn', near.claim_no)) filter (
            where near.quantity = 'amount' and near.basis in ('outturn', '')
        ) as outturn,
        arg_max(near, (near.basis = rate.basis, near.claim_no)) filter (
            where near.quantity = 'amount'
            and starts_with(near.basis, 'budget')
            and (near.basis = rate.basis or 'budget_unstated' in (near.basis, rate.basis))
        ) as named_budget,
        arg_max(near, near.claim_no) filter (
            where near.quantity = 'amount'
            and starts_with(near.basis, 'budget')
            and near.basis <> rate.basis
            and 'budget_unstated' not in (near.basis, rate.basis)
        ) as other_budget
    from claims as rate
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
    where rate.quantity in ('growth', 'completion') and rate.unit = 'percent'
    group by rate.report_id, rate.claim_no
),

rates as (
    select
        claims.*,
        nearest.* exclude (report_id, claim_no)
    from nearest
    inner join claims
        on nearest.report_id = claims.report_id and nearest.claim_no = claims.claim_no
    where nearest.outturn is not null
),

-- where the text gives no budget of a three public expense, the form does
form_budgets as (
    select
        rate.report_id,
        rate.claim_no,
        budget.value_yuan as amount,
        budget.radius_yuan as radius,
        budget.cell
    from rates as rate
    inner join {{ ref('int_claim_cell') }} as printed
        on
            rate.report_id = printed.report_id
            and rate.outturn.claim_no = printed.claim_no
            and printed.form_code = 'three_public_expenses'
            and not printed.is_ambiguous
    inner join {{ ref('int_text_figure') }} as budget
        on
            printed.report_id = budget.report_id
            and printed.form_code = budget.form_code
            and printed.row_label = budget.row_label
            and starts_with(budget.basis, 'budget')
            and budget.value_yuan is not null
    qualify count(*) over (partition by rate.report_id, rate.claim_no) = 1
),

growths as (
    select
        report_id,
        claim_no,
        'n.growth' as identity_id,
        abs(change.amount) as numerator,
        change.radius as numerator_radius,
        case
            -- nothing this year and no change: there was nothing the year before
            when outturn.amount = 0 and change.amount = 0 then 0
            when coalesce(change.direction, direction) in ('increase', 'above')
                then outturn.amount - change.amount
            when coalesce(change.direction, direction) in ('decrease', 'below')
                then outturn.amount + change.amount
        end as denominator,
        outturn.radius + change.radius as denominator_radius,
        [cell, change.cell, outturn.cell] as cells,
        coalesce(change.direction, direction) is null and change.amount <> 0 as is_uncertain
    from rates
    where
        quantity = 'growth'
        and change is not null
        and (basis = 'prior_outturn' or starts_with(basis, 'budget'))
),

completions as (
    select
        rate.report_id,
        rate.claim_no,
        'n.completion' as identity_id,
        rate.outturn.amount as numerator,
        rate.outturn.radius as numerator_radius,
        coalesce(rate.named_budget.amount, form.amount) as denominator,
        coalesce(rate.named_budget.radius, form.radius) as denominator_radius,
        [rate.cell, rate.outturn.cell, coalesce(rate.named_budget.cell, form.cell)] as cells,
        false as is_uncertain,
        rate.other_budget.amount as other_budget,
        rate.other_budget.radius as other_radius
    from rates as rate
    left join form_budgets as form
        on rate.report_id = form.report_id and rate.claim_no = form.claim_no
    where
        rate.quantity = 'completion'
        and coalesce(rate.named_budget.amount, form.amount, rate.other_budget.amount) is not null
)

select * from growths
union all by name
select * from completions
