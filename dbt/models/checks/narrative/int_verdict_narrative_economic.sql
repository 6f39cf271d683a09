-- Lists of economic items in the explanation of basic expenditure (主要包括：……) against the form:
-- what is listed has money, and a list that does not end with 等 names all that has.
-- A list runs to the next figure or the end of its clause.
with lists as (
    select
        report_id,
        claim_no,
        place,
        cell,
        case subject when 'personnel' then 'personnel' else 'public' end as block,
        regexp_extract(
            substr(
                sentence,
                cast(char_end as bigint) + 1,
                cast(
                    coalesce(
                        lead(char_start) over (
                            partition by report_id, sentence_no, scale order by claim_no
                        ),
                        length(sentence)
                    ) - char_end as bigint
                )
            ),
            {{ phrase('list_of_economic_items') }}, 1
        ) as list_text
    from {{ ref('int_claim_figure') }}
    where
        is_main
        and section = 'basic_expenditure'
        and subject in ('personnel', 'public')
        and quantity = 'amount'
        and basis = 'outturn'
),

-- a clause behind the list (，占……) is cut off; a list with commas among its marks is not closed
named as (
    select
        *,
        {{ economic_name_key('name') }} as name_key
    from (
        select
            *,
            regexp_replace(list_text, '[，,][^、]*$', '') as names_text,
            not regexp_matches(names_text, {{ phrase('open_list') }}) as is_closed,
            unnest(regexp_split_to_array(names_text, '、')) as name
        from lists
        where list_text <> ''
    ) as listed
    where trim(name) <> ''
),

economic_cells as (
    select
        *,
        {{ economic_name_key('row_label') }} as name_key
    from {{ ref('int_text_figure') }}
    where
        form_code = 'general_budget_basic_expenditure'
        and row_role in ('leaf', 'subtotal')
        and length(row_code) in (3, 5)
),

official_items as (
    select distinct {{ economic_name_key('economic_name') }} as official_key
    from {{ ref('stg_economic_code') }}
),

-- the form's cell of each name of a list; a name that two rows bear names none
found_cells as (
    select
        cell.*,
        named.claim_no,
        named.place,
        named.cell as claim_cell,
        named.name
    from named
    inner join economic_cells as cell
        on
            named.report_id = cell.report_id
            and named.block = cell.block
            and named.name_key = cell.name_key
    qualify count(*) over (partition by named.report_id, named.claim_no, named.name_key) = 1
),

-- lists that name all there is; 主要用于保障运转 lists no items
closed_lists as (
    select
        report_id,
        claim_no,
        place,
        cell as claim_cell,
        block,
        list(name_key) as name_keys
    from named
    group by report_id, claim_no, place, cell, block
    having
        bool_and(is_closed)
        and count(*) >= 3
        and count(*) filter (
            where name_key in (select official_key from official_items)
        ) * 5 >= count(*) * 4
),

-- what the form has and a closed list does not name
unnamed_cells as (
    select
        cell.*,
        closed.claim_no,
        closed.place,
        closed.claim_cell
    from closed_lists as closed
    inner join economic_cells as cell
        on
            closed.report_id = cell.report_id
            and closed.block = cell.block
            and cell.row_role = 'leaf'
            and length(cell.row_code) = 5
            and cell.value_yuan <> 0
            and not list_contains(closed.name_keys, cell.name_key)
            -- 对个人和家庭的补助 names all that is in it
            and not exists (
                select 1 from economic_cells as class
                where
                    class.report_id = cell.report_id
                    and class.row_code = left(cell.row_code, 3)
                    and list_contains(closed.name_keys, class.name_key)
            )
),

faults as (
    select
        report_id,
        place || '·' || name as place,
        '不为零' as expected,
        {{ plain_number('value_yuan', 'column_decimals') }} as found,
        [claim_cell, cell] as cells,
        claim_no,
        '列举了' || name || '，表中却是零' as remark
    from found_cells
    where value_yuan = 0
    union all by name
    select
        report_id,
        place || '·' || row_code as place,
        '列举' as expected,
        '未列举' as found,
        [claim_cell, cell] as cells,
        claim_no,
        '列举没有用“等”，却漏了 ' || row_code || ' ' || row_label || ' '
        || {{ plain_amount('value_yuan', 'unit', 'column_decimals') }}
        || {{ unit_in_words('unit') }} as remark
    from unnamed_cells
)

select
    *,
    'n.economic.list' as identity_id,
    'violation' as verdict
from faults
union all by name
select
    report_id,
    'n.economic.list' as identity_id,
    place,
    'exact' as verdict,
    '不为零' as expected,
    '不为零' as found,
    [any_value(claim_cell)] as cells,
    claim_no,
    '列举的 ' || count(*) || ' 项在表中都有数' as remark
from found_cells
where
    (report_id, claim_no) not in (
        select
            report_id,
            claim_no
        from faults
    )
group by report_id, place, claim_no
