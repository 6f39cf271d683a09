-- The cells that the lines of codes/claim_cells.csv name, in every report that has them: the one
-- way from words of the text to a cell of a table. What a line is for (compared_with) tells which
-- figures it is held against.
with figures as (
    select * from {{ ref('int_text_figure') }}
    union all by name
    -- tables beside the official forms, where the report prints them once
    select figure.*
    from {{ ref('int_figure') }} as figure
    inner join {{ ref('stg_form') }} as form
        on figure.form_code = form.form_code and not form.is_official
    qualify
        min(figure.table_no) over (partition by figure.report_id, figure.form_code)
        = max(figure.table_no) over (partition by figure.report_id, figure.form_code)
),

lines as (
    select
        *,
        unnest(string_split(measures, '|')) as measure
    from {{ ref('stg_claim_cell') }}
)

select
    lines.line_no,
    lines.compared_with,
    lines.subjects,
    lines.identity_id,
    figures.report_id,
    figures.form_report_id,
    figures.form_code,
    figures.table_no,
    figures.row_label,
    figures.row_key,
    figures.basis,
    figures.page,
    figures.table_row,
    figures.table_column,
    {{ figure_of_cell('figures') }}
from lines
inner join figures
    on
        lines.form_code = figures.form_code
        and lines.block = figures.block
        and lines.measure = figures.measure
        and list_contains(string_split(lines.roles, '|'), figures.row_role)
        and regexp_full_match(figures.row_key, lines.label)
where figures.value_yuan is not null
