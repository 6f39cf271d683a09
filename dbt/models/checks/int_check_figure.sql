-- The figures that table identities use: of every official form the printing that counts.
select
    figure.*,
    form.title_zh as form_title,
    figure.form_code || '|' || figure.block || '|' || coalesce(figure.row_code, '') || '|'
    || figure.row_key || '|' || figure.row_role as row_id,
    figure.form_code || '|' || figure.measure || '|' || figure.basis as column_id
from {{ ref('int_figure') }} as figure
inner join {{ ref('int_form_state') }} as form
    on
        figure.report_id = form.report_id
        and figure.form_code = form.form_code
        and figure.table_no = form.table_no
        and form.form_state in ('filled', 'empty')
inner join {{ ref('stg_form') }} as official
    on figure.form_code = official.form_code and official.is_official
