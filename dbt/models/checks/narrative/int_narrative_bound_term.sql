{#- smaller, larger; the awards within and beyond what was reserved are added -#}
{%- set bounds = [
    ('sme_award', 'procurement_total'),
    ('micro_award', 'sme_award'),
    ('sme_award_goods', 'procurement_goods'),
    ('sme_award_works', 'procurement_works'),
    ('sme_award_services', 'procurement_services'),
    ('sme_reserved_award|sme_other_award', 'procurement_total'),
    ('micro_reserved_award', 'sme_reserved_award'),
] -%}
-- Amounts of the running text that are part of another, told before them: never more than it.
with claims as (
    select * from {{ ref('int_claim_figure') }}
    where is_exact and basis in ('outturn', '')
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
        small.report_id,
        'bound ' || bounds.bound_no || ' ' || large.claim_no as equation,
        small.claim_no as small_no,
        large.claim_no as large_no
    from bounds
    inner join claims as small
        on small.quantity = 'amount' and regexp_full_match(small.subject, bounds.smaller)
    inner join claims as large
        on
            bounds.larger = large.subject
            and small.report_id = large.report_id
            and small.block_no = large.block_no
            and small.quantity = large.quantity
            and small.claim_no > large.claim_no
    qualify row_number() over (
        partition by small.report_id, bounds.bound_no, small.claim_no order by large.claim_no desc
    ) = 1
)

select
    report_id,
    'n.procurement.sme_le_total' as identity_id,
    equation,
    small_no as claim_no,
    'found' as side,
    'le' as relation
from bounded
union all by name
select distinct
    report_id,
    'n.procurement.sme_le_total' as identity_id,
    equation,
    large_no as claim_no,
    'expected' as side,
    'le' as relation
from bounded
