-- One indicator printed more than once in the running text. Printings are compared with the value
-- that is printed most often (else first); a printing that is neither equal nor a last digit nor
-- a slip of one digit away may well be another fact, and says nothing.
with claims as (
    select
        *,
        case
            when report_kind = 'self_evaluation' then 'evaluation'
            when not is_main then 'attachment'
            when section in ('overall', 'income', 'expenditure') then 'all sources'
            when starts_with(section, 'general_budget') then 'general budget'
            when starts_with(section, 'three_public') then 'three public'
            else section
        end as part_of_text,
        regexp_replace(value_text, '[^0-9]', '', 'g') as digits
    from {{ ref('int_claim_figure') }}
    where
        quantity = 'amount'
        and scale = 'money'
        and not is_approximate
        and amount is not null
        and (
            subject in (
                'whole_expenditure', 'current_income', 'current_expenditure', 'basic', 'project',
                'personnel', 'public', 'operating_cost', 'procurement_total',
                'general_budget_expenditure', 'three_public_total', 'overseas_travel',
                'vehicles', 'vehicle_purchase', 'vehicle_running', 'reception'
            )
            or (
                subject in ('functional_class', 'functional_item')
                and function_code is not null
                and is_main
            )
        )
        and basis in (
            'outturn', 'budget_initial', 'budget_revised', 'budget_unstated', 'closing'
        )
        -- below an item a whole is that of the item
        and (
            item_no is null
            or report_kind = 'self_evaluation'
            or subject not in ('basic', 'project', 'general_budget_expenditure')
        )
),

values_printed as (
    select
        report_id,
        part_of_text,
        topic,
        basis,
        amount,
        min(claim_no) as first_no,
        arg_min(digits, claim_no) as digits,
        row_number() over (
            partition by report_id, part_of_text, topic, basis
            order by count(*) desc, min(claim_no)
        ) as value_rank
    from claims
    where state = 'number'
    group by report_id, part_of_text, topic, basis, amount
),

-- what each printing is compared with; an illegible one with that which its digits are nearest to
pairs as (
    select
        claims.report_id,
        claims.claim_no,
        claims.state,
        claims.amount,
        claims.quantum,
        claims.radius,
        claims.digits,
        reference.first_no as reference_no,
        reference.digits as reference_digits
    from claims
    inner join values_printed as reference
        on
            claims.report_id = reference.report_id
            and claims.part_of_text = reference.part_of_text
            and claims.topic = reference.topic
            and claims.basis = reference.basis
            and claims.claim_no <> reference.first_no
            and (claims.state <> 'number' or reference.value_rank = 1)
    qualify row_number() over (
        partition by claims.report_id, claims.claim_no
        order by levenshtein(claims.digits, reference.digits), reference.value_rank
    ) = 1
),

comparable as (
    select pairs.*
    from pairs
    inner join claims as reference
        on
            pairs.report_id = reference.report_id
            and pairs.reference_no = reference.claim_no
    where
        pairs.amount = reference.amount
        or abs(pairs.amount - reference.amount) <= pairs.radius + reference.radius
        or (pairs.state = 'number' and abs(pairs.amount - reference.amount) = pairs.quantum)
        or (
            levenshtein(pairs.digits, pairs.reference_digits) <= 1
            and length(pairs.digits) >= 4
            and (
                pairs.state <> 'number'
                or length(pairs.digits) = length(pairs.reference_digits)
            )
        )
),

-- 收入 + 年初 - 支出 told in one sentence is what the form carries over
carried as (
    select
        claims.report_id,
        claims.sentence_no,
        min(claims.claim_no) filter (where claims.subject = 'current_income') as income_no,
        min(claims.claim_no) filter (where claims.subject = 'opening_balance') as opening_no,
        min(claims.claim_no) filter (where claims.subject = 'current_expenditure')
            as expenditure_no
    from {{ ref('int_claim_figure') }} as claims
    where
        claims.quantity = 'amount'
        and claims.scale = 'money'
        and claims.state = 'number'
        and not claims.is_approximate
        and claims.basis in ('outturn', 'opening')
        and claims.report_kind = 'final_accounts'
        and not claims.is_main
    group by claims.report_id, claims.sentence_no
    having income_no is not null and opening_no is not null and expenditure_no is not null
),

carried_terms as (
    select
        report_id,
        sentence_no,
        income_no as claim_no,
        1 as weight
    from carried
    union all
    select
        report_id,
        sentence_no,
        opening_no,
        1
    from carried
    union all
    select
        report_id,
        sentence_no,
        expenditure_no,
        -1
    from carried
)

select
    comparable.report_id,
    'n.repeat' as identity_id,
    'repeat ' || comparable.claim_no as equation,
    claims.claim_no as first_no,
    case when claims.claim_no = comparable.claim_no then 'found' else 'expected' end as side,
    'eq' as relation,
    true as is_complete,
    1 as weight,
    claims.amount,
    claims.radius,
    claims.zero_radius,
    claims.quantum,
    claims.unit,
    claims.decimals,
    claims.cell,
    claims.place
from comparable
inner join claims
    on
        comparable.report_id = claims.report_id
        and claims.claim_no in (comparable.claim_no, comparable.reference_no)
union all by name
select
    carried_terms.report_id,
    'n.repeat' as identity_id,
    'carried ' || carried_terms.sentence_no as equation,
    claims.claim_no as first_no,
    'expected' as side,
    'eq' as relation,
    true as is_complete,
    carried_terms.weight,
    claims.amount,
    claims.radius,
    claims.zero_radius,
    claims.quantum,
    claims.unit,
    claims.decimals,
    claims.cell,
    claims.place
from carried_terms
inner join {{ ref('int_claim_figure') }} as claims
    on
        carried_terms.report_id = claims.report_id
        and carried_terms.claim_no = claims.claim_no
union all by name
select
    carried.report_id,
    'n.repeat' as identity_id,
    'carried ' || carried.sentence_no as equation,
    carried.income_no as first_no,
    'found' as side,
    'eq' as relation,
    -- distributions and surplus used may stand between
    false as is_complete,
    1 as weight,
    cast(closing.value_yuan as decimal(24, 8)) as amount,
    closing.radius_yuan as radius,
    closing.zero_radius_yuan as zero_radius,
    closing.quantum_yuan as quantum,
    closing.unit,
    closing.column_decimals as decimals,
    closing.cell,
    '年末结转和结余' as place
from carried
inner join {{ ref('int_text_figure') }} as closing
    on
        carried.report_id = closing.report_id
        and closing.form_code = 'income_expenditure_summary'
        and closing.row_key = '年末结转和结余'
        and closing.value_yuan is not null
