-- The rows of every roll-up: a row and those of the level below it, column by column.
with levelled as (
    select
        figure.*,
        case
            when figure.row_code is null and figure.row_role = 'total' then 'total'
            when length(figure.row_code) = 3 then 'class'
            when length(figure.row_code) = 5 then 'section'
            when length(figure.row_code) = 7 then 'item'
        end as row_level,
        figure.row_code is not null
        and not coalesce(
            lead(figure.row_code) over (
                partition by figure.report_id, figure.column_id, figure.block
                order by figure.row_code nulls last
            ) like figure.row_code || '_%',
            false
        ) as is_leaf
    from {{ ref('int_check_figure') }} as figure
    where not starts_with(figure.basis, 'budget')
),

levels as (
    select
        found.identity_id,
        found.rule_no,
        found.form_code,
        found.level as parent_level,
        expected.level as child_level,
        found.term_no as found_no,
        expected.term_no as expected_no
    from {{ ref('stg_identity_term') }} as found
    inner join {{ ref('stg_identity_term') }} as expected
        on
            found.identity_id = expected.identity_id
            and found.rule_no = expected.rule_no
            and found.side = 'found'
            and expected.side = 'expected'
    where found.level is not null
),

parents as (
    select
        scope.report_id,
        levels.*,
        figure.column_id,
        figure.block,
        figure.row_code as parent_code,
        coalesce(figure.row_code, figure.row_key) as instance_row,
        figure.measure || case when figure.block = '' then '' else '/' || figure.block end
            as instance_column
    from levels
    inner join {{ ref('int_identity_scope') }} as scope
        on levels.identity_id = scope.identity_id and scope.scope_state = 'applies'
    inner join levelled as figure
        on
            scope.report_id = figure.report_id
            and levels.form_code = figure.form_code
            and levels.parent_level = figure.row_level
    -- a code printed twice makes one parent with two found figures
    group by all
),

children as (
    select
        parents.*,
        child.row_id as child_row_id
    from parents
    inner join levelled as child
        on
            parents.report_id = child.report_id
            and parents.column_id = child.column_id
            and parents.block = child.block
            and case
                when parents.child_level = 'leaf' then child.is_leaf
                else child.row_level = parents.child_level
            end
            and coalesce(starts_with(child.row_code, parents.parent_code), true)
    group by all
),

chosen as (
    select
        *,
        expected_no as term_no,
        'expected' as side,
        child_row_id as row_id
    from children
    union all by name
    select distinct
        report_id,
        identity_id,
        rule_no,
        column_id,
        block,
        instance_row,
        instance_column,
        parent_code,
        parent_level,
        found_no as term_no,
        'found' as side,
        null as row_id
    from children
)

select
    chosen.report_id,
    chosen.identity_id,
    chosen.rule_no,
    chosen.term_no,
    chosen.side,
    cast(1 as decimal(24, 8)) as weight,
    false as leads,
    chosen.instance_row,
    chosen.instance_column,
    figure.row_code,
    figure.row_label,
    figure.value_yuan,
    figure.unit,
    figure.column_decimals,
    figure.quantum_yuan,
    figure.radius_yuan,
    figure.zero_radius_yuan,
    figure.page,
    figure.table_row,
    figure.table_column,
    figure.cell
from chosen
inner join levelled as figure
    on
        chosen.report_id = figure.report_id
        and chosen.column_id = figure.column_id
        and chosen.block = figure.block
        and case
            when chosen.side = 'expected' then chosen.row_id = figure.row_id
            else
                chosen.parent_level = figure.row_level
                and chosen.instance_row = coalesce(figure.row_code, figure.row_key)
        end
