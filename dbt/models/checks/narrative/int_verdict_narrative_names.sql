-- Names of the running text: those of the items of the general budget against the form, and
-- classes that the glossary explains against the catalogue of the year.
with items as (
    select
        *,
        case
            when xiang_label is not null then 7
            when kuan_label is not null then 5
            when class_label is not null then 3
        end as code_length,
        {{ plain_name_key('class_label') }} as class_key,
        {{ plain_name_key('kuan_label') }} as kuan_key,
        {{ plain_name_key('xiang_label') }} as xiang_key
    from {{ ref('int_claim_figure') }}
    where
        is_main
        and section in ('general_budget_items', 'general_budget_expenditure')
        and subject in ('functional_class', 'functional_item')
        and item_no is not null
        and quantity = 'amount'
        and basis = 'outturn'
        and is_exact
        and scale = 'money'
    qualify row_number() over (
        partition by report_id, block_no, item_no order by claim_no desc
    ) = 1
),

cells as (
    select * from {{ ref('int_text_figure') }}
    where
        form_code = 'general_budget_expenditure'
        and measure = 'total'
        and row_code is not null
),

named_cells as (
    select
        cells.report_id,
        cells.row_code,
        cells.row_label,
        cells.value_yuan,
        cells.cell,
        {{ plain_name_key('cells.row_label') }} as own_key,
        section.row_label as kuan_label,
        {{ plain_name_key('section.row_label') }} as kuan_key,
        class.row_label as class_label,
        {{ plain_name_key('class.row_label') }} as class_key
    from cells
    left join cells as section
        on
            cells.report_id = section.report_id
            and section.row_code = left(cells.row_code, 5)
            and length(cells.row_code) = 7
    left join cells as class
        on
            cells.report_id = class.report_id
            and class.row_code = left(cells.row_code, 3)
    qualify count(*) over (partition by cells.report_id, cells.row_code) = 1
),

by_code as (
    select
        items.report_id,
        items.claim_no,
        cell.row_code
    from items
    inner join named_cells as cell
        on items.report_id = cell.report_id and items.function_code = cell.row_code
),

-- a name that the form does not have: the row with that very amount, if one name agrees
by_amount as (
    select
        items.report_id,
        items.claim_no,
        items.place,
        items.cell as claim_cell,
        cell.cell,
        cell.row_code,
        cell.row_label,
        cell.kuan_label as form_kuan_label,
        cell.class_label as form_class_label,
        items.class_label,
        items.kuan_label,
        items.xiang_label,
        items.class_key = cell.class_key as is_of_class,
        items.code_length = 7 and items.xiang_key <> cell.own_key as has_other_item,
        items.code_length = 7 and coalesce(items.kuan_key <> cell.kuan_key, false)
        or items.code_length = 5 and items.kuan_key <> cell.own_key as has_other_section
    from items
    left join by_code
        on items.report_id = by_code.report_id and items.claim_no = by_code.claim_no
    inner join named_cells as cell
        on
            items.report_id = cell.report_id
            and items.code_length = length(cell.row_code)
            and items.amount = cell.value_yuan
            and items.amount <> 0
            and (
                items.class_key = cell.class_key
                or items.xiang_key = cell.own_key
            )
    where
        by_code.report_id is null
        and cell.row_code not in (
            select taken.row_code from by_code as taken
            where taken.report_id = cell.report_id
        )
    qualify count(*) over (partition by items.report_id, items.claim_no) = 1
),

wrong_names as (
    select
        report_id,
        'n.items.name' as identity_id,
        place,
        case
            when has_other_item or has_other_section or not is_of_class then 'violation'
            else 'exact'
        end as verdict,
        case
            when has_other_item then row_code || ' ' || row_label
            when has_other_section then left(row_code, 5) || ' ' || form_kuan_label
            else left(row_code, 3) || ' ' || form_class_label
        end as expected,
        case
            when has_other_item then xiang_label
            when has_other_section then kuan_label
            else class_label
        end as found,
        [claim_cell, cell] as cells,
        claim_no,
        '金额与 ' || row_code || ' 相同，名称与表中不同' as remark
    from by_amount
),

right_names as (
    select
        items.report_id,
        'n.items.name' as identity_id,
        items.place,
        'exact' as verdict,
        items.function_code as expected,
        coalesce(items.xiang_label, items.kuan_label, items.class_label) as found,
        [items.cell] as cells,
        items.claim_no,
        '名称与表中一致' as remark
    from items
    inner join by_code
        on items.report_id = by_code.report_id and items.claim_no = by_code.claim_no
),

-- a 类 that the catalogue knew under this name in earlier years only
explained as (
    select
        statement.report_id,
        statement.statement_no,
        statement.statement_text,
        statement.cell as text_cell,
        coalesce(statement.section_label, '') || '·' || statement.statement_text as place,
        max(coalesce(code.last_year, 9999)) as last_year,
        statement.fiscal_year,
        bool_or(
            {{ plain_name_key('statement.statement_text') }} = cell.own_key
        ) as is_of_form
    from {{ ref('int_text_statement') }} as statement
    inner join {{ ref('stg_function_code') }} as code
        on
            length(code.function_code) = 3
            and {{ plain_name_key('statement.statement_text') }}
            = {{ plain_name_key('code.function_name') }}
    -- the form proves it: it prints the code under another name
    inner join named_cells as cell
        on
            statement.report_id = cell.report_id
            and code.function_code = cell.row_code
    where statement.kind = 'explained_class' and statement.report_kind = 'final_accounts'
    group by all
),

explained_names as (
    select
        report_id,
        'n.items.name' as identity_id,
        place,
        case when last_year < fiscal_year and not is_of_form then 'violation' else 'exact' end
            as verdict,
        fiscal_year || ' 年科目名称' as expected,
        statement_text as found,
        [text_cell] as cells,
        case
            when last_year < fiscal_year and not is_of_form
                then '名词解释用了 ' || last_year || ' 年以后已不用的类级科目名称'
            else '名称在该年度有效'
        end as remark
    from explained
    where fiscal_year is not null
)

select * from wrong_names
union all by name
select * from right_names
union all by name
select * from explained_names
