-- Signs, sides and contradictions of single amounts.
with figures as (
    select * from {{ ref('int_check_figure') }}
),

-- names of 类 that a summary prints, against the classification of the year
class_rows as (
    select
        report_id,
        row_code,
        row_label,
        {{ function_name_key('any_value(row_label)') }} as name_key,
        any_value(fiscal_year) as fiscal_year,
        min(cell) as cell
    from figures
    where
        form_code = 'income_expenditure_summary'
        and block = 'expenditure'
        and row_role = 'leaf'
        and basis = 'outturn'
        and regexp_full_match(row_key, {{ phrase('row_of_a_class') }})
    group by report_id, row_code, row_label
),

class_names as (
    select
        class_rows.report_id,
        class_rows.row_code,
        class_rows.row_label,
        class_rows.cell,
        class_rows.fiscal_year,
        bool_or(
            {{ function_name_key('known.function_name') }} = class_rows.name_key
            and coalesce(class_rows.fiscal_year >= known.first_year, true)
            and coalesce(class_rows.fiscal_year <= known.last_year, true)
        ) as is_of_year,
        min(known.function_name) filter (
            where known.evidence = 'seen'
            and coalesce(class_rows.fiscal_year >= known.first_year, true)
            and coalesce(class_rows.fiscal_year <= known.last_year, true)
        ) as name_of_year
    from class_rows
    left join {{ ref('stg_function_code') }} as known
        on class_rows.row_code = known.function_code
    group by all
),

misnamed_classes as (
    select
        report_id,
        't1.rows.catalogue' as identity_id,
        row_label as instance,
        coalesce(name_of_year, '当年科目里的类') as expected,
        row_label as found,
        [cell] as cells,
        '总表印作“' || row_label || '”，'
        || coalesce('当年科目名称是“' || name_of_year || '”', '当年科目里没有这一类') as problem
    from class_names
    where
        case
            when row_code is null then fiscal_year >= 2020
            else not is_of_year and name_of_year is not null
        end
),

negative as (
    select
        report_id,
        't1.sign' as identity_id,
        row_label as instance,
        '不小于零' as expected,
        {{ plain_amount('min(value_yuan)', 'any_value(unit)', 'max(column_decimals)') }} as found,
        list(cell order by cell) as cells,
        '“' || row_label || '”是负数' as problem
    from figures
    where
        form_code = 'income_expenditure_summary'
        and value_yuan < 0
        and basis = 'outturn'
        and not regexp_full_match(row_key, {{ phrase('row_that_may_be_negative') }})
    group by report_id, row_label
),

wrong_side as (
    select
        report_id,
        't6.class.column' as identity_id,
        row_code as instance,
        if(left(row_code, 3) in ('301', '303'), '人员经费', '公用经费') as expected,
        if(any_value(block) = 'public', '公用经费', '人员经费') as found,
        list(cell order by cell) as cells,
        row_code || ' ' || any_value(row_label) || ' 列在'
        || if(any_value(block) = 'public', '公用经费', '人员经费') || '一侧' as problem
    from figures
    where
        form_code = 'general_budget_basic_expenditure'
        and row_code is not null
        and value_yuan <> 0
        and block <> ''
        and block <> if(left(row_code, 3) in ('301', '303'), 'personnel', 'public')
    group by report_id, row_code
),

operating as (
    select
        report_id,
        coalesce(max(value_yuan) filter (
            where form_code = 'expenditure' and row_role = 'total' and measure = 'operating'
        ), 0) as spent,
        coalesce(max(value_yuan) filter (
            where form_code = 'income' and row_role = 'total' and measure = 'operating'
        ), 0) as earned,
        coalesce(max(value_yuan) filter (
            where form_code = 'income_expenditure_summary' and basis = 'opening'
        ), 0) as opening,
        max(cell) filter (
            where form_code = 'expenditure' and row_role = 'total' and measure = 'operating'
        ) as cell
    from figures
    group by report_id
),

unearned as (
    select
        report_id,
        'x.t2_t3.operating' as identity_id,
        '' as instance,
        '经营收入或年初结转' as expected,
        '都没有' as found,
        [cell] as cells,
        '有经营支出，没有经营收入，也没有年初结转' as problem
    from operating
    where spent > 0 and earned <= 0 and opening <= 0
),

findings as (
    select * from misnamed_classes
    union all by name
    select * from negative
    union all by name
    select * from wrong_side
    union all by name
    select * from unearned
),

checked as (
    select
        report_id,
        't1.rows.catalogue' as identity_id
    from class_names
    union
    select
        report_id,
        't1.sign'
    from figures
    where form_code = 'income_expenditure_summary'
    union
    select
        report_id,
        't6.class.column'
    from figures
    where form_code = 'general_budget_basic_expenditure'
    union
    select
        report_id,
        'x.t2_t3.operating'
    from figures
    where form_code = 'expenditure' and measure = 'operating' and row_role = 'total'
)

{{ structural_verdicts('findings', 'checked') }}
