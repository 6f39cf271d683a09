-- How a report prints each form: absent, empty, filled, or several times with different figures
-- (ambiguous: then no figure of the form is believed). The running text counts as a form too.
with forms as (
    select
        report.report_id,
        report.source_file,
        form.form_code,
        form.title_zh
    from {{ ref('stg_report') }} as report
    cross join (
        select
            form_code,
            title_zh
        from {{ ref('stg_form') }}
        union all
        select 'narrative', '文字说明'
    ) as form
    where report.kind in ('final_accounts', 'self_evaluation')
),

printed as (
    select
        report_id,
        form_code,
        table_no,
        count(*) filter (where value_yuan <> 0 or state = 'illegible') as filled_cells
    from {{ ref('int_figure') }}
    group by report_id, form_code, table_no
),

repeated as (
    select
        report_id,
        form_code
    from {{ ref('stg_reported_table') }}
    group by report_id, form_code
    having count(*) > 1
),

-- only what is printed several times is compared: whole forms as lists are large
repeated_content as (
    select
        figure.report_id,
        figure.form_code,
        figure.table_no,
        list(
            figure.row_key || '|' || figure.block || '|' || figure.measure || '|' || figure.basis
            || '|' || coalesce(cast(figure.value_yuan as varchar), '?')
            order by
                figure.row_key, figure.block, figure.measure, figure.basis, figure.value_yuan
        ) as content
    from {{ ref('int_figure') }} as figure
    inner join repeated
        on figure.report_id = repeated.report_id and figure.form_code = repeated.form_code
    group by figure.report_id, figure.form_code, figure.table_no
),

declared as (
    select
        declared.report_id,
        declared.form_code,
        declared.table_no,
        declared.first_page,
        declared.layout,
        declared.empty_note,
        coalesce(printed.filled_cells, 0) as filled_cells,
        coalesce(repeated_content.content, []) as content
    from {{ ref('stg_reported_table') }} as declared
    left join printed
        on
            declared.report_id = printed.report_id
            and declared.form_code = printed.form_code
            and declared.table_no = printed.table_no
    left join repeated_content
        on
            declared.report_id = repeated_content.report_id
            and declared.form_code = repeated_content.form_code
            and declared.table_no = repeated_content.table_no
),

chosen as (
    select
        report_id,
        form_code,
        count(*) as printings,
        count(distinct content) filter (where filled_cells > 0) as different_printings,
        -- one with figures before one without, among equal ones the first
        arg_min(table_no, if(filled_cells > 0, 0, 1000000) + table_no) as table_no,
        arg_min(first_page, if(filled_cells > 0, 0, 1000000) + table_no) as first_page,
        arg_min(layout, if(filled_cells > 0, 0, 1000000) + table_no) as layout,
        max(empty_note) as empty_note
    from declared
    group by report_id, form_code
),

-- each evaluation is a table of its own: several are no ambiguity
spoken as (
    select distinct
        report_id,
        form_code
    from {{ ref('stg_evaluation') }}
    union
    select distinct
        report_id,
        'narrative'
    from {{ ref('stg_narrative_claim') }}
    union
    select distinct
        report_id,
        'narrative'
    from {{ ref('stg_narrative_statement') }}
)

select
    forms.report_id,
    forms.source_file,
    forms.form_code,
    forms.title_zh,
    case
        when spoken.report_id is not null then 'filled'
        when chosen.table_no is null then 'absent'
        when chosen.different_printings = 0 then 'empty'
        when chosen.different_printings > 1 then 'ambiguous'
        else 'filled'
    end as form_state,
    chosen.table_no,
    chosen.first_page,
    -- a form of expenditure alone says nothing of income and balances, even when it is empty
    chosen.layout is not null and starts_with(chosen.layout, 'expenditure') as is_of_spending_only,
    chosen.empty_note,
    cast(coalesce(chosen.printings, 0) as integer) as printings
from forms
left join chosen
    on forms.report_id = chosen.report_id and forms.form_code = chosen.form_code
left join spoken
    on forms.report_id = spoken.report_id and forms.form_code = spoken.form_code
