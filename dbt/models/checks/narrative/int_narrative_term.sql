{%- set families = [
    'int_narrative_copy_term',
    'int_narrative_operating_cost_term',
    'int_narrative_sum_term',
    'int_narrative_bound_term',
    'int_narrative_list_term',
    'int_narrative_share_sum_term',
    'int_narrative_project_term',
    'int_narrative_sheet_term',
    'int_narrative_repeat_term',
    'int_narrative_carried_term',
] -%}
-- The terms of every copy, sum and bound of the running text. A family says which claims belong to
-- an equation and on which side; what they print is looked up here, once. A term with an amount of
-- its own is no claim: it is a cell of a table, or 100 %, told at the claim that it explains.
with terms as (
    {% for family in families %}
        select * from {{ ref(family) }}
        {% if not loop.last %}union all by name{% endif %}
    {% endfor %}
)

select
    terms.report_id,
    terms.identity_id,
    terms.equation,
    terms.claim_no as first_no,
    terms.side,
    coalesce(terms.relation, 'eq') as relation,
    coalesce(terms.is_complete, true) as is_complete,
    coalesce(terms.weight, 1) as weight,
    -- a family may know that a printed zero was rounded
    coalesce(terms.radius, claim.radius) as radius,
    {% for column in ['amount', 'zero_radius', 'quantum', 'unit', 'decimals', 'cell'] %}
        if(terms.amount is null, claim.{{ column }}, terms.{{ column }}) as {{ column }},
    {% endfor %}
    coalesce(terms.place, claim.place) as place
from terms
inner join {{ ref('int_claim_figure') }} as claim
    on terms.report_id = claim.report_id and terms.claim_no = claim.claim_no
