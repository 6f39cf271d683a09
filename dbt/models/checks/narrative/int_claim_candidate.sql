-- Which lines of codes/claim_cells.csv a figure of the text fits, by its section, its subject and
-- the name it is printed with.
with wordings as (
    select distinct
        section,
        subject,
        subject_label
    from {{ ref('int_claim_figure') }}
    where subject is not null
),

fitting as (
    select
        wordings.*,
        line.line_no,
        line.compared_with
    from wordings
    inner join {{ ref('stg_claim_cell') }} as line
        on
            regexp_full_match(wordings.section, line.sections)
            and regexp_full_match(wordings.subject, line.subjects)
            and regexp_full_match(coalesce(wordings.subject_label, ''), line.names)
)

select
    claim.report_id,
    claim.claim_no,
    fitting.line_no,
    fitting.compared_with
from {{ ref('int_claim_figure') }} as claim
inner join fitting
    on
        claim.section = fitting.section
        and claim.subject = fitting.subject
        and claim.subject_label is not distinct from fitting.subject_label
