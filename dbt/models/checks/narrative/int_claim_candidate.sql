-- The cells that a figure of the text may print again: those of the lines of codes/claim_cells.csv
-- that it fits by its section, its subject and the name it is printed with. Whether it does print
-- one of them again is for those to say who ask (compared_with).
with wordings as (
    select distinct
        section,
        subject,
        subject_label
    from {{ ref('int_claim_figure') }}
    where subject is not null
),

lines as (
    select
        line_no,
        sections,
        names,
        unnest(string_split(subjects, '|')) as subject
    from {{ ref('stg_claim_cell') }}
),

-- patterns are tried on the few wordings, before claims and cells multiply them
fitting as materialized (
    select
        wordings.*,
        line.line_no
    from wordings
    inner join lines as line
        on
            wordings.subject = line.subject
            and regexp_full_match(wordings.section, line.sections)
            and regexp_full_match(coalesce(wordings.subject_label, ''), line.names)
)

select
    claim.claim_no,
    cell.*
from {{ ref('int_claim_figure') }} as claim
inner join fitting
    on
        claim.section = fitting.section
        and claim.subject = fitting.subject
        and claim.subject_label is not distinct from fitting.subject_label
inner join {{ ref('int_named_cell') }} as cell
    on claim.report_id = cell.report_id and fitting.line_no = cell.line_no
