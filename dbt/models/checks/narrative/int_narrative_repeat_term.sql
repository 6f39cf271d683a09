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
)

{% for side, number in [('found', 'claim_no'), ('expected', 'reference_no')] %}
    select
        report_id,
        'n.repeat' as identity_id,
        'repeat ' || claim_no as equation,
        {{ number }} as claim_no,
        '{{ side }}' as side
    from comparable
    {% if not loop.last %}union all by name{% endif %}
{% endfor %}
