-- 机关运行经费 and what the form gives for daily running: equal in an organ of government, never
-- more in a department, nothing in an institution.
with operating_costs as (
    select
        claim.agency_kind,
        cell.*
    from {{ ref('int_claim_figure') }} as claim
    inner join {{ ref('int_claim_candidate') }} as cell
        on
            claim.report_id = cell.report_id
            and claim.claim_no = cell.claim_no
            and cell.compared_with = 'daily_running'
    where
        claim.is_main
        and claim.is_exact
        and claim.scale = 'money'
        and claim.quantity = 'amount'
        and claim.basis = 'outturn'
    qualify
        count(*) over (partition by claim.report_id, claim.claim_no) = 1
        and row_number() over (partition by claim.report_id order by claim.claim_no) = 1
),

-- daily running may be more than 机关运行经费, never less
bounds as (
    select *
    from operating_costs
    where not coalesce(starts_with(agency_kind, 'public_institution'), false)
)

select
    report_id,
    'n.opcost.eq_public' as identity_id,
    'opcost ' || claim_no as equation,
    claim_no,
    'found' as side,
    coalesce(
        agency_kind in ('administrative_organ', 'institution_managed_as_civil_service'), false
    ) as is_complete
from operating_costs
union all by name
select
    report_id,
    'n.opcost.eq_public' as identity_id,
    'opcost ' || claim_no as equation,
    claim_no,
    'expected' as side,
    {{ printed_columns() }}
from operating_costs
union all by name
select
    report_id,
    'n.opcost.le_public' as identity_id,
    'bound ' || claim_no as equation,
    claim_no,
    'expected' as side,
    'ge' as relation
from bounds
union all by name
select
    report_id,
    'n.opcost.le_public' as identity_id,
    'bound ' || claim_no as equation,
    claim_no,
    'found' as side,
    'ge' as relation,
    {{ printed_columns() }}
from bounds
