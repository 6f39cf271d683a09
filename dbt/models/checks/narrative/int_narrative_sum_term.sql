{#- identity, whole, parts, parts without which a sum is no proof, quantity, sections -#}
{%- set rules = [
    ('n.basic', 'basic', ['personnel', 'public'], ['personnel', 'public'], 'amount',
        'basic_expenditure'),
    ('n.basic', 'personnel', ['wages_and_welfare', 'individuals_and_households'],
        ['wages_and_welfare', 'individuals_and_households'], 'amount', 'basic_expenditure'),
    ('n.sangong', 'three_public_total',
        ['overseas_travel', 'vehicles', 'vehicle_purchase', 'vehicle_running', 'reception'],
        ['overseas_travel', 'vehicles', 'reception'], 'amount', '.*'),
    ('n.sangong.vehicle', 'vehicles', ['vehicle_purchase', 'vehicle_running'],
        ['vehicle_purchase', 'vehicle_running'], 'amount', '.*'),
    ('n.procurement.sum', 'procurement_total',
        ['procurement_goods', 'procurement_works', 'procurement_services'],
        ['procurement_goods', 'procurement_works', 'procurement_services'], 'amount', '.*'),
    ('n.vehicle.count', 'vehicles_total',
        ['vehicles_ministerial', 'vehicles_leaders', 'vehicles_confidential',
        'vehicles_emergency', 'vehicles_law_enforcement', 'vehicles_special_technical',
        'vehicles_retired', 'vehicles_official', 'vehicles_other'],
        ['vehicles_other'], 'count', 'state_assets'),
    ('n.performance.count', 'performance_projects',
        ['grade_excellent', 'grade_good', 'grade_fair', 'grade_pass', 'grade_fail'],
        ['grade_excellent', 'grade_good', 'grade_fail'], 'count', '.*'),
] -%}
-- Wholes of the running text and the parts that the text gives right after them; what is printed
-- again before the next such whole counts once. Without all parts that matter a sum that does not
-- agree proves nothing.
with claims as (
    select * from {{ ref('int_claim_figure') }}
    where is_exact and basis <> 'prior_outturn'
),

rules (
    rule_no, identity_id, whole, parts, required, quantity, sections
) as (
    values
    {% for identity, whole, parts, required, quantity, sections in rules %}
        (
            {{ loop.index }}, '{{ identity }}', '{{ whole }}', {{ parts }}, {{ required }},
            '{{ quantity }}', '{{ sections }}'
        ){% if not loop.last %},{% endif %}
    {% endfor %}
),

wholes as (
    select
        rules.rule_no,
        rules.identity_id,
        rules.parts,
        rules.required,
        'sum ' || rules.rule_no || ' ' || claims.claim_no as equation,
        claims.*,
        lead(claims.claim_no, 1, 2147483647) over (
            partition by claims.report_id, rules.rule_no, claims.block_no, claims.basis
            order by claims.claim_no
        ) as next_whole_no
    from rules
    inner join claims
        on
            rules.whole = claims.subject
            and rules.quantity = claims.quantity
            and regexp_full_match(claims.section, rules.sections)
),

parts as (
    select
        whole.report_id,
        whole.identity_id,
        whole.equation,
        whole.required,
        part.claim_no,
        part.subject
    from wholes as whole
    inner join claims as part
        on
            whole.report_id = part.report_id
            and whole.block_no = part.block_no
            and list_contains(whole.parts, part.subject)
            and whole.quantity = part.quantity
            and whole.basis = part.basis
            and whole.scale = part.scale
            and whole.claim_no < part.claim_no
            and part.claim_no < whole.next_whole_no
            -- the three public expenses are told item by item, each in several sentences
            and part.sentence_no
            <= whole.sentence_no + if(starts_with(whole.section, 'three_public'), 12, 4)
    qualify row_number() over (
        partition by whole.report_id, whole.equation, part.subject order by part.claim_no
    ) = 1
),

-- purchase and running are the vehicles, where the vehicles are not given themselves
counted as (
    select *
    from parts
    qualify
        subject not in ('vehicle_purchase', 'vehicle_running')
        or not list_contains(required, 'vehicles')
        or count(*) filter (where subject = 'vehicles') over (partition by report_id, equation) = 0
)

select
    whole.report_id,
    whole.identity_id,
    whole.equation,
    whole.claim_no,
    'found' as side,
    list_has_all(list(counted.subject), any_value(whole.required)) as is_complete
from wholes as whole
inner join counted on whole.report_id = counted.report_id and whole.equation = counted.equation
group by whole.report_id, whole.identity_id, whole.equation, whole.claim_no
union all by name
select
    report_id,
    identity_id,
    equation,
    claim_no,
    'expected' as side
from counted
