-- A report as a whole: its headings, its forms and its empty tables.
with reports as (
    select
        report_id,
        agency,
        fiscal_year
    from {{ ref('stg_report') }}
    where kind = 'final_accounts'
),

lines as (
    select
        line.*,
        reports.agency,
        reports.fiscal_year,
        form.title_zh as form_title,
        coalesce('p.' || line.page, '') as place_in_words,
        regexp_replace(
            translate(line.stated_agency, '（）', '()'), {{ phrase('no_part_of_an_agency_name') }},
            '', 'g'
        ) as stated_name,
        regexp_replace(
            translate(reports.agency, '（）', '()'), {{ phrase('no_part_of_an_agency_name') }},
            '', 'g'
        ) as own_name
    from {{ ref('stg_table_line') }} as line
    inner join reports on line.report_id = reports.report_id
    inner join {{ ref('stg_reported_table') }} as declared
        on line.report_id = declared.report_id and line.table_no = declared.table_no
    inner join {{ ref('stg_form') }} as form
        on declared.form_code = form.form_code and form.is_official
),

-- a name without its region is the same name
other_agency as (
    select
        report_id,
        'x.doc.header' as identity_id,
        '名称：' || stated_agency as instance,
        any_value(agency) as expected,
        stated_agency as found,
        list(distinct nullif(place_in_words, '')) as cells,
        string_agg(distinct form_title, '、' order by form_title) || '上印的名称是“' || stated_agency
        || '”，报告的名称是“' || any_value(agency) || '”' as problem
    from lines
    where
        length(stated_name) >= 4
        and not regexp_matches(stated_name, {{ phrase('no_name_of_an_agency') }})
        and own_name is not null
        and not ends_with(own_name, stated_name)
        and not ends_with(stated_name, own_name)
    group by report_id, stated_agency
),

-- 与, 及 and 和 as one character
names as (
    select
        report_id,
        agency,
        regexp_replace(agency, {{ phrase('and_in_a_name') }}, '&', 'g') as plain_name
    from reports
),

sentences as (
    select
        *,
        regexp_replace(text, {{ phrase('and_in_a_name') }}, '&', 'g') as plain_text
    from (
        select
            report_id,
            page,
            regexp_replace(sentence, '[[:space:]]', '', 'g') as text
        from {{ ref('stg_narrative_claim') }}
        union
        select
            report_id,
            page,
            regexp_replace(sentence, '[[:space:]]', '', 'g')
        from {{ ref('stg_narrative_statement') }}
    ) as told
),

-- 与 printed for 和 is another name; sentences that speak of the body itself tell it
other_spelling as (
    select
        reports.report_id,
        'x.doc.header' as identity_id,
        '名称：' || spoken.found as instance,
        any_value(reports.agency) as expected,
        spoken.found,
        list(distinct 'p.' || spoken.page) as cells,
        '文字里写作“' || spoken.found || '”，报告的名称是“' || any_value(reports.agency) || '”' as problem
    from reports
    inner join (
        select
            sentences.report_id,
            sentences.page,
            substr(
                sentences.text, strpos(sentences.plain_text, names.plain_name), length(names.agency)
            ) as found
        from sentences
        inner join names
            on
                sentences.report_id = names.report_id
                and not contains(sentences.text, names.agency)
                and contains(sentences.plain_text, names.plain_name)
    ) as spoken on reports.report_id = spoken.report_id
    group by reports.report_id, spoken.found
),

other_year as (
    select
        report_id,
        'x.doc.header' as identity_id,
        '年度：' || stated_year as instance,
        cast(any_value(fiscal_year) as varchar) as expected,
        cast(stated_year as varchar) as found,
        list(distinct nullif(place_in_words, '')) as cells,
        string_agg(distinct form_title, '、' order by form_title) || '上印的年度是 ' || stated_year
        || '，报告的年度是 ' || any_value(fiscal_year) as problem
    from lines
    where stated_year <> fiscal_year
    group by report_id, stated_year
),

units as (
    select
        declared.report_id,
        declared.unit,
        count(*) as tables,
        string_agg(form.title_zh, '、' order by declared.table_no) as form_titles,
        list('p.' || declared.first_page order by declared.table_no) as cells
    from {{ ref('stg_reported_table') }} as declared
    inner join {{ ref('stg_form') }} as form
        on declared.form_code = form.form_code and form.is_official
    inner join reports on declared.report_id = reports.report_id
    where declared.unit is not null
    group by declared.report_id, declared.unit
),

other_unit as (
    select
        report_id,
        'x.doc.header' as identity_id,
        '金额单位：' || {{ unit_in_words('unit') }} as instance,
        {{ unit_in_words('common_unit') }} as expected,
        {{ unit_in_words('unit') }} as found,
        cells,
        form_titles || '的金额单位是' || {{ unit_in_words('unit') }} || '，其他表是'
        || {{ unit_in_words('common_unit') }} as problem
    from (
        select
            *,
            first_value(unit) over (
                partition by report_id order by tables desc, unit
            ) as common_unit
        from units
    ) as compared
    where unit <> common_unit
),

-- final accounts that print most forms must print all of them
form_counts as (
    select
        form.report_id,
        count(*) filter (where form.form_state <> 'absent') as printed_forms,
        any_value(reports.fiscal_year) as fiscal_year
    from {{ ref('int_form_state') }} as form
    inner join reports on form.report_id = reports.report_id
    inner join {{ ref('stg_form') }} as official
        on form.form_code = official.form_code and official.is_official
    group by form.report_id
),

nine_forms as (
    select * from (values
        ('income_expenditure_summary', 0), ('income', 0), ('expenditure', 0),
        ('appropriation_summary', 0), ('general_budget_expenditure', 0),
        ('general_budget_basic_expenditure', 0), ('three_public_expenses', 0),
        ('government_fund', 0), ('state_capital', 2020)
    ) as form (form_code, first_year)
),

missing_forms as (
    select
        form.report_id,
        'x.doc.tables_present' as identity_id,
        form.title_zh as instance,
        '公开' as expected,
        -- a table that was left unread may be the missing one
        if(bool_or(unplaced.table_title is not null), null, '没有') as found,
        cast([] as varchar[]) as cells,
        if(
            bool_or(unplaced.table_title is not null),
            '没有读到' || form.title_zh || '，报告里有未能识别的表',
            '报告里没有' || form.title_zh
        ) as problem
    from {{ ref('int_form_state') }} as form
    inner join form_counts on form.report_id = form_counts.report_id
    inner join nine_forms
        on
            form.form_code = nine_forms.form_code
            and coalesce(form_counts.fiscal_year, 0) >= nine_forms.first_year
    left join {{ ref('stg_unplaced_cell') }} as unplaced
        on form.report_id = unplaced.report_id
    where form.form_state = 'absent' and form_counts.printed_forms >= 5
    group by form.report_id, form.title_zh
),

-- tables without one printed number or dash
blank_tables as (
    select
        form.report_id,
        form.form_code,
        form.title_zh,
        form.first_page,
        form.is_of_spending_only,
        form.empty_note,
        -- figures that found no place may be those of the table
        exists (
            select 1 from {{ ref('stg_unplaced_cell') }} as unplaced
            inner join {{ ref('stg_reported_table') }} as declared
                on
                    unplaced.report_id = declared.report_id
                    and (
                        unplaced.table_title = declared.title
                        -- a row cut off from its headings by the end of the page
                        or (
                            unplaced.table_title is null
                            and unplaced.page between declared.last_page and declared.last_page + 1
                        )
                    )
            where
                declared.report_id = form.report_id
                and declared.form_code = form.form_code
        ) as holds_unplaced
    from {{ ref('int_form_state') }} as form
    inner join reports on form.report_id = reports.report_id
    where
        form.form_state = 'empty'
        and form.form_code in ('three_public_expenses', 'government_fund', 'state_capital')
        and not exists (
            select 1 from {{ ref('int_check_figure') }} as figure
            where
                figure.report_id = form.report_id
                and figure.form_code = form.form_code
                -- a dash in every cell says that there is nothing
                and figure.state in ('number', 'dash')
        )
),

contradicted as (
    select
        blank_tables.report_id,
        'tx.empty.statement' as identity_id,
        blank_tables.title_zh as instance,
        '没有数字' as expected,
        {{ plain_amount('max(abs(figure.value_yuan))', "any_value(figure.unit)", '2') }} as found,
        list(figure.cell order by figure.form_code, figure.cell) as cells,
        blank_tables.title_zh || '是空表，但' || any_value(figure.form_title) || '有'
        || any_value(figure.row_label) as problem
    from blank_tables
    inner join {{ ref('int_check_figure') }} as figure
        on
            blank_tables.report_id = figure.report_id
            and not blank_tables.holds_unplaced
            and figure.value_yuan <> 0
            and case blank_tables.form_code
                when 'government_fund'
                    then
                        figure.form_code = 'appropriation_summary'
                        and (
                            figure.measure = 'government_fund'
                            or regexp_full_match(
                                figure.row_key, {{ phrase('row_of_government_fund') }}
                            )
                        )
                when 'state_capital'
                    then
                        figure.form_code = 'appropriation_summary'
                        and (
                            figure.measure = 'state_capital'
                            or regexp_full_match(
                                figure.row_key, {{ phrase('row_of_state_capital') }}
                            )
                        )
                else
                    figure.form_code = 'general_budget_basic_expenditure'
                    and figure.row_code in ('30212', '30217', '30231', '31013')
            end
            and (
                not blank_tables.is_of_spending_only
                or (
                    figure.block = 'expenditure'
                    and figure.basis = 'outturn'
                    and figure.row_role <> 'total'
                )
            )
    group by blank_tables.report_id, blank_tables.title_zh
),

-- where no line below any table was read, remarks may have been left out of what we were given
with_lines as (
    select distinct report_id from lines where place = 'below'
),

unexplained as (
    select
        blank_tables.report_id,
        'tx.empty.statement' as identity_id,
        blank_tables.title_zh as instance,
        '注明没有数据' as expected,
        if(with_lines.report_id is null or blank_tables.holds_unplaced, null, '没有说明') as found,
        ['p.' || blank_tables.first_page] as cells,
        if(
            blank_tables.holds_unplaced,
            blank_tables.title_zh || '的数没有归入栏目，不能说它是空表',
            blank_tables.title_zh || '是空表，表下没有读到没有数据的说明'
        ) as problem
    from blank_tables
    left join with_lines on blank_tables.report_id = with_lines.report_id
    where
        blank_tables.empty_note is null
        and not exists (
            select 1 from lines
            where
                lines.report_id = blank_tables.report_id
                and lines.form_title = blank_tables.title_zh
                and lines.states_empty
        )
        and (blank_tables.report_id, blank_tables.title_zh) not in (
            select
                report_id,
                instance
            from contradicted
        )
),

findings as (
    select * from other_agency
    union all by name
    select * from other_spelling
    union all by name
    select * from other_year
    union all by name
    select * from other_unit
    union all by name
    select * from missing_forms
    union all by name
    select * from contradicted
    union all by name
    select * from unexplained
),

checked as (
    select
        report_id,
        'x.doc.header' as identity_id,
        cast(null as varchar) as seen
    from units
    union
    select
        report_id,
        'x.doc.tables_present',
        null
    from form_counts
    where printed_forms >= 5
    union
    select
        report_id,
        'tx.empty.statement',
        'blank'
    from blank_tables
)

{{ structural_verdicts('findings', 'checked', seen='seen') }}
