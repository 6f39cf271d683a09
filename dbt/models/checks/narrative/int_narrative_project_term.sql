-- Projects of an evaluation that the running text speaks of more than once: the same figure printed
-- finely and coarsely.
with claims as (
    select
        *,
        {{ project_name_key('subject_label') }} as project_key
    from {{ ref('int_claim_figure') }}
    where is_exact and scale = 'money' and quantity = 'amount' and subject = 'project_item'
),

-- outturn and balance of one project in two places; names alone do not prove that a second
-- figure is the same fact, so one far from the first says nothing
twice as (
    select
        fine.report_id,
        fine.claim_no as fine_no,
        coarse.claim_no as coarse_no
    from claims as fine
    inner join claims as coarse
        on
            fine.report_id = coarse.report_id
            and fine.project_key = coarse.project_key
            and fine.basis = coarse.basis
            and fine.unit = coarse.unit
            and fine.block_no <> coarse.block_no
            and fine.basis in ('outturn', 'closing')
            and (fine.decimals, -fine.claim_no) > (coarse.decimals, -coarse.claim_no)
            and length(fine.project_key) >= 4
            and abs(fine.amount - coarse.amount) <= coarse.quantum
    qualify row_number() over (
        partition by fine.report_id, coarse.claim_no order by fine.claim_no
    ) = 1
)

{% for side, number in [('found', 'coarse_no'), ('expected', 'fine_no')] %}
    select
        report_id,
        'n.amount.copy' as identity_id,
        'twice ' || coarse_no as equation,
        {{ number }} as claim_no,
        '{{ side }}' as side
    from twice
    {% if not loop.last %}union all by name{% endif %}
{% endfor %}
