-- formulas such as 57行=(33+…+58)行: the row that a formula defines is none of its terms
with formulas as (
    select
        line.report_id,
        form.title_zh as form_title,
        coalesce('p.' || line.page, '') as place_in_words,
        unnest(
            regexp_extract_all(
                regexp_replace(translate(line.line_text, '（）＝＋', '()=+'), '[[:space:]]', '', 'g'),
                {{ phrase('formula_of_rows') }}
            )
        ) as formula
    from {{ ref('stg_table_line') }} as line
    inner join {{ ref('stg_report') }} as report
        on line.report_id = report.report_id and report.kind = 'final_accounts'
    inner join {{ ref('stg_reported_table') }} as declared
        on line.report_id = declared.report_id and line.table_no = declared.table_no
    inner join {{ ref('stg_form') }} as form
        on declared.form_code = form.form_code and form.is_official
    where line.place = 'below'
),

parsed as (
    select
        *,
        cast(regexp_extract(formula, '^\d+') as integer) as defined_row,
        regexp_extract(formula, {{ phrase('row_or_column') }}) as row_word,
        [
            cast(one as integer)
            for one in regexp_extract_all(regexp_extract(formula, '\((.*)\)', 1), '\d+')
        ] as term_rows,
        regexp_matches(formula, '\.\.|…') as is_range
    from formulas
),

circular as (
    select
        report_id,
        'x.doc.printed_formula' as identity_id,
        form_title || ' ' || formula as instance,
        (list_max(term_rows) + 1) || row_word as expected,
        defined_row || row_word as found,
        [nullif(place_in_words, '')] as cells,
        form_title || '下面的公式“' || formula || '”把第 ' || defined_row
        || ' ' || row_word || '也算进了它自己的合计' as problem
    from parsed
    where
        list_contains(term_rows, defined_row)
        or (
            is_range
            and defined_row > list_min(term_rows)
            and defined_row <= list_max(term_rows)
        )
),

checked as (
    select distinct
        report_id,
        'x.doc.printed_formula' as identity_id
    from parsed
)

{{ structural_verdicts('circular', 'checked') }}
