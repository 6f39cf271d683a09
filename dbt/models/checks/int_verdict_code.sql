-- Codes and their names: complete, printed once, ascending, named as the year's classification
-- names them, and alike within one report.
with printed as (
    select * from {{ ref('int_printed_code') }}
),

-- levels that a form prints at all: where no 类 row is printed, none is missing
levels as (
    select
        report_id,
        form_code,
        length(row_code) as digits
    from printed
    group by all
),

missing_parents as (
    select
        child.report_id,
        child.form_prefix || '.code.closed' as identity_id,
        left(child.row_code, levels.digits) as instance,
        left(child.row_code, levels.digits) || ' 的行' as expected,
        '没有' as found,
        list(child.cell order by child.printed_order) as cells,
        child.form_title || '有 ' || min(child.row_code) || ' '
        || arg_min(child.row_label, child.row_code) || '，没有上一级 '
        || left(child.row_code, levels.digits) || ' 的行' as problem
    from printed as child
    inner join levels
        on
            child.report_id = levels.report_id
            and child.form_code = levels.form_code
            and length(child.row_code) > levels.digits
    where not exists (
        select 1 from printed as parent
        where
            parent.report_id = child.report_id
            and parent.form_code = child.form_code
            and parent.row_code = left(child.row_code, levels.digits)
    )
    group by child.report_id, child.form_prefix, child.form_title, left(child.row_code, levels.digits)
),

-- a 款 with money but no 项 in a form that prints 项, while another form prints that 款 by 项
missing_children as (
    select
        section.report_id,
        section.form_prefix || '.code.closed' as identity_id,
        section.row_code || '..' as instance,
        string_agg(distinct elsewhere.row_code, '、' order by elsewhere.row_code)
        || ' 的行' as expected,
        '没有' as found,
        list(distinct section.cell) as cells,
        any_value(section.form_title) || '的 ' || section.row_code || ' '
        || any_value(section.row_label) || ' 下面没有项，'
        || string_agg(distinct elsewhere.form_title, '、' order by elsewhere.form_title)
        || '列有项' as problem
    from printed as section
    inner join levels
        on
            section.report_id = levels.report_id
            and section.form_code = levels.form_code
            and levels.digits = 7
    inner join printed as elsewhere
        on
            section.report_id = elsewhere.report_id
            and section.form_code <> elsewhere.form_code
            and section.row_code = left(elsewhere.row_code, 5)
            and length(elsewhere.row_code) = 7
    where
        length(section.row_code) = 5
        and section.has_money
        and not exists (
            select 1 from printed as child
            where
                child.report_id = section.report_id
                and child.form_code = section.form_code
                and length(child.row_code) = 7
                and left(child.row_code, 5) = section.row_code
        )
    group by section.report_id, section.form_prefix, section.row_code
),

repeated as (
    select
        report_id,
        form_prefix || '.code.closed' as identity_id,
        row_code as instance,
        '一行' as expected,
        count(*) || ' 行' as found,
        list(cell order by printed_order) as cells,
        form_title || '编码 ' || row_code || ' 印了 ' || count(*) || ' 行' as problem
    from printed
    group by report_id, form_prefix, form_title, row_code
    having count(*) > 1
),

ordered as (
    select
        *,
        lag(row_code) over (partition by report_id, form_code order by printed_order)
            as code_before
    from printed
),

descending as (
    select
        report_id,
        form_prefix || '.code.closed' as identity_id,
        row_code as instance,
        code_before || ' 之前' as expected,
        code_before || ' 之后' as found,
        list(cell order by printed_order) as cells,
        form_title || '编码 ' || row_code || ' 印在 ' || code_before || ' 之后，没有按顺序'
            as problem
    from ordered
    where row_code < code_before
    group by report_id, form_prefix, form_title, row_code, code_before
    qualify row_number() over (
        partition by report_id, form_prefix, row_code order by code_before
    ) = 1
),

-- names the classification gives a code; only names seen in official or published papers are
-- asserted, and codes of before the reform of 2019 only where their years are known
known_names as (
    select
        function_code,
        {{ function_name_key('function_name') }} as name_key,
        function_name,
        first_year,
        last_year,
        evidence,
        status
    from {{ ref('stg_function_code') }}
),

named as (
    select
        printed.report_id,
        printed.form_prefix,
        printed.form_title,
        printed.row_code,
        printed.row_label,
        printed.cell,
        bool_or(
            known.name_key = printed.name_key
            or {{ is_cut_or_tangled('printed.name_key', 'known.name_key') }}
        ) as is_known,
        min(known.function_name) filter (
            where known.evidence = 'seen'
            and known.status <> 'printed_variant'
            and printed.fiscal_year >= coalesce(known.first_year, 2019)
            and printed.fiscal_year <= coalesce(known.last_year, 9999)
        ) as official_name
    from printed
    inner join known_names as known
        on
            printed.row_code = known.function_code
            and coalesce(printed.fiscal_year >= known.first_year, true)
            and coalesce(printed.fiscal_year <= known.last_year, true)
    group by all
),

misnamed as (
    select
        report_id,
        form_prefix || '.code.valid' as identity_id,
        row_code as instance,
        any_value(official_name) as expected,
        any_value(row_label) as found,
        list(cell) as cells,
        any_value(form_title) || '编码 ' || row_code || ' 印作“' || any_value(row_label)
        || '”，科目名称是“' || any_value(official_name) || '”' as problem
    from named
    where official_name is not null and not is_known
    group by report_id, form_prefix, row_code
),

-- one code, one name: the name of the first form that prints it is compared with the others
names as (
    select
        report_id,
        row_code,
        name_key,
        any_value(row_label) as row_label,
        list(cell order by form_code) as cells,
        string_agg(distinct form_title, '、' order by form_title) as form_titles,
        min(form_prefix) as first_form
    from printed
    group by report_id, row_code, name_key
),

-- a name that its cell cut or tangled is no second name: the longest one stands for it
own_names as (
    select *
    from names
    where not exists (
        select 1 from names as other
        where
            other.report_id = names.report_id
            and other.row_code = names.row_code
            and other.name_key <> names.name_key
            and {{ is_cut_or_tangled('names.name_key', 'other.name_key') }}
            and (length(other.name_key), other.name_key) > (length(names.name_key), names.name_key)
    )
),

two_names as (
    select
        report_id,
        'x.code.name' as identity_id,
        row_code as instance,
        arg_min(row_label, first_form) as expected,
        string_agg(row_label, '；' order by first_form) filter (where name_order > 1) as found,
        flatten(list(cells order by name_order desc)) as cells,
        '编码 ' || row_code || ' 有几个名称：'
        || string_agg('“' || row_label || '”（' || form_titles || '）', '、' order by name_order)
            as problem
    from (
        select
            *,
            row_number() over (
                partition by report_id, row_code order by first_form, row_label
            ) as name_order
        from own_names
    ) as ordered_names
    group by report_id, row_code
    having count(*) > 1
),

findings as (
    select * from missing_parents
    union all by name
    select * from missing_children
    union all by name
    select * from repeated
    union all by name
    select * from descending
    where (report_id, identity_id, instance) not in (
        select
            report_id,
            identity_id,
            instance
        from repeated
    )
    union all by name
    select * from misnamed
    union all by name
    select * from two_names
),

checked as (
    select
        report_id,
        form_prefix || '.code.closed' as identity_id
    from printed
    union
    select
        report_id,
        form_prefix || '.code.valid'
    from named
    where official_name is not null
    union
    select
        report_id,
        'x.code.name'
    from printed
    group by report_id
    having count(distinct form_code) > 1
)

{{ structural_verdicts('findings', 'checked') }}
