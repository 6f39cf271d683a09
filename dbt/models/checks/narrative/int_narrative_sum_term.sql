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
{#- identity, smaller, larger -#}
{%- set bounds = [
    ('sme_award', 'procurement_total'),
    ('micro_award', 'sme_award'),
    ('sme_award_goods', 'procurement_goods'),
    ('sme_award_works', 'procurement_works'),
    ('sme_award_services', 'procurement_services'),
    ('sme_reserved_award|sme_other_award', 'procurement_total'),
    ('micro_reserved_award', 'sme_reserved_award'),
] -%}
-- Wholes of the running text and the parts that the text gives right after them; what is printed
-- again before the next such whole counts once. Without all parts that matter a sum that does not
-- agree proves nothing.
with claims as (
    select
        * exclude (subject),
        -- 政府采购……支出合计 is the whole of procurement
        case
            when
                subject = 'current_expenditure'
                and not is_main
                and contains(sentence, '政府采购')
                and starts_with(
                    lead(subject) over (partition by report_id order by claim_no), 'procurement_'
                )
                then 'procurement_total'
            else subject
        end as subject
    from {{ ref('int_claim_figure') }}
    where state = 'number' and not is_approximate and amount is not null
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
        claims.*,
        lead(claims.claim_no) over (
            partition by claims.report_id, rules.rule_no, claims.block_no, claims.basis
            order by claims.claim_no
        ) as next_whole_no
    from rules
    inner join claims
        on
            rules.whole = claims.subject
            and rules.quantity = claims.quantity
            and regexp_full_match(claims.section, rules.sections)
    where claims.basis <> 'prior_outturn'
),

part_claims as (
    select
        * exclude (report_id),
        report_id as of_report_id
    from claims
),

parts as (
    select
        wholes.report_id,
        wholes.rule_no,
        wholes.claim_no as whole_no,
        wholes.required,
        part.*
    from wholes
    inner join part_claims as part
        on
            wholes.report_id = part.of_report_id
            and wholes.block_no = part.block_no
            and list_contains(wholes.parts, part.subject)
            and wholes.quantity = part.quantity
            and wholes.basis = part.basis
            and wholes.scale = part.scale
            and wholes.claim_no < part.claim_no
            and part.claim_no < coalesce(wholes.next_whole_no, 2147483647)
            -- the three public expenses are told item by item, each in several sentences
            and part.sentence_no
            <= wholes.sentence_no + if(starts_with(wholes.section, 'three_public'), 12, 4)
    qualify row_number() over (
        partition by wholes.report_id, wholes.rule_no, wholes.claim_no, part.subject
        order by part.claim_no
    ) = 1
),

-- purchase and running are the vehicles, where the vehicles are not given themselves
without_double as (
    select *
    from parts
    qualify
        subject not in ('vehicle_purchase', 'vehicle_running')
        or not list_contains(required, 'vehicles')
        or count(*) filter (where subject = 'vehicles')
            over (partition by report_id, rule_no, whole_no)
        = 0
),

complete as (
    select
        report_id,
        rule_no,
        whole_no,
        len(list_filter(any_value(required), lambda one: not list_contains(list(subject), one))) = 0
            as is_complete
    from without_double
    group by report_id, rule_no, whole_no
),

bounds (
    smaller, larger, bound_no
) as (
    values
    {% for smaller, larger in bounds %}
        ('{{ smaller }}', '{{ larger }}', {{ loop.index }}){% if not loop.last %},{% endif %}
    {% endfor %}
),

bounded as (
    select
        bounds.bound_no,
        bounds.smaller,
        small.*,
        large.claim_no as large_no
    from bounds
    inner join claims as small on regexp_full_match(small.subject, bounds.smaller)
    inner join claims as large
        on
            bounds.larger = large.subject
            and small.report_id = large.report_id
            and small.block_no = large.block_no
            and small.quantity = large.quantity
            and large.basis in ('outturn', '')
            and small.basis in ('outturn', '')
            and small.claim_no > large.claim_no
    where small.quantity = 'amount'
    qualify row_number() over (
        partition by small.report_id, bounds.bound_no, small.claim_no order by large.claim_no desc
    ) = 1
)

select
    wholes.report_id,
    wholes.identity_id,
    'sum ' || wholes.rule_no || ' ' || wholes.claim_no as equation,
    wholes.claim_no as first_no,
    'found' as side,
    'eq' as relation,
    complete.is_complete,
    1 as weight,
    wholes.amount,
    wholes.radius,
    wholes.zero_radius,
    wholes.quantum,
    wholes.unit,
    wholes.decimals,
    wholes.cell,
    wholes.place
from wholes
inner join complete
    on
        wholes.report_id = complete.report_id
        and wholes.rule_no = complete.rule_no
        and wholes.claim_no = complete.whole_no
union all by name
select
    report_id,
    (
        select any_value(rules.identity_id) from rules
        where rules.rule_no = part.rule_no)
        as identity_id,
    'sum ' || rule_no || ' ' || whole_no as equation,
    claim_no as first_no,
    'expected' as side,
    'eq' as relation,
    true as is_complete,
    1 as weight,
    amount,
    radius,
    zero_radius,
    quantum,
    unit,
    decimals,
    cell,
    place
from without_double as part
union all by name
-- smaller <= larger; the awards within and beyond what was reserved are added
select
    report_id,
    'n.procurement.sme_le_total' as identity_id,
    'bound ' || bound_no || ' ' || large_no as equation,
    claim_no as first_no,
    'found' as side,
    'le' as relation,
    true as is_complete,
    1 as weight,
    amount,
    radius,
    zero_radius,
    quantum,
    unit,
    decimals,
    cell,
    place
from bounded
union all by name
select distinct
    bounded.report_id,
    'n.procurement.sme_le_total' as identity_id,
    'bound ' || bounded.bound_no || ' ' || bounded.large_no as equation,
    large.claim_no as first_no,
    'expected' as side,
    'le' as relation,
    true as is_complete,
    1 as weight,
    large.amount,
    large.radius,
    large.zero_radius,
    large.quantum,
    large.unit,
    large.decimals,
    large.cell,
    large.place
from bounded
inner join claims as large
    on bounded.report_id = large.report_id and bounded.large_no = large.claim_no
