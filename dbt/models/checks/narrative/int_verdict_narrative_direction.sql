-- What the text says in words about more and less, against its figures: outturn against budget
-- (大于, 小于, 持平) and this year against the one before (增加, 减少, 持平).
with claims as (
    select * from {{ ref('int_claim_figure') }}
    where
        state = 'number'
        and not is_approximate
        and amount is not null
        and scale in ('money', 'percent')
),

statements as (
    select
        statement.*,
        code.block_no
    from {{ ref('stg_narrative_statement') }} as statement
    -- the block of a statement is that of the last figure before it
    inner join {{ ref('int_claim_figure') }} as code
        on
            statement.report_id = code.report_id
            and statement.section = code.section
            and statement.section_label = code.section_label
            and (code.sentence_no, code.char_start) < (statement.sentence_no, statement.char_start)
    where
        statement.kind = 'direction'
        and statement.subject is not null
        -- 基本持平 is no equality
        and not regexp_matches(statement.statement_text, '基本|大致')
    qualify row_number() over (
        partition by statement.report_id, statement.statement_no
        order by code.claim_no desc
    ) = 1
),

-- the figures of the same thing said just before
nearby as (
    select
        statements.report_id,
        statements.statement_no,
        claims.claim_no,
        claims.quantity,
        claims.basis,
        claims.direction,
        claims.amount,
        claims.radius,
        claims.quantum,
        claims.unit,
        claims.cell,
        claims.place,
        claims.sentence_no = statements.sentence_no as is_same_sentence
    from statements
    inner join claims
        on
            statements.report_id = claims.report_id
            and statements.block_no = claims.block_no
            and statements.item_no is not distinct from claims.item_no
            and statements.subject = claims.subject
            and statements.class_label is not distinct from claims.class_label
            and statements.kuan_label is not distinct from claims.kuan_label
            and statements.xiang_label is not distinct from claims.xiang_label
            and (
                statements.subject <> 'project_item'
                or statements.subject_label = claims.subject_label
            )
            and (claims.sentence_no, claims.char_start)
            < (statements.sentence_no, statements.char_start)
            and statements.sentence_no - claims.sentence_no <= 4
),

outturns as (
    select * from nearby
    where quantity = 'amount' and basis = 'outturn'
    qualify row_number() over (
        partition by report_id, statement_no order by claim_no desc
    ) = 1
),

budgets as (
    select nearby.*
    from nearby
    inner join statements
        on
            nearby.report_id = statements.report_id
            and nearby.statement_no = statements.statement_no
            and (
                nearby.basis = statements.compared
                or 'budget_unstated' in (nearby.basis, statements.compared)
            )
    where nearby.quantity = 'amount' and starts_with(nearby.basis, 'budget')
    qualify
        row_number() over (
            partition by nearby.report_id, nearby.statement_no order by nearby.claim_no desc
        ) = 1
        -- with two budgets at hand 预算数 may mean either
        and (
            nearby.basis = statements.compared
            or count(distinct nearby.basis) over (
                partition by nearby.report_id, nearby.statement_no
            ) = 1
        )
),

compared_with_budget as (
    select
        statements.report_id,
        'n.direction' as identity_id,
        outturns.place || '·' || statements.statement_text as place,
        case
            when statements.direction = 'equal' and outturns.amount = budgets.amount then 'exact'
            when
                statements.direction = 'equal'
                and abs(outturns.amount - budgets.amount) <= outturns.radius + budgets.radius
                then 'rounding'
            when statements.direction = 'above' and outturns.amount > budgets.amount then 'exact'
            when statements.direction = 'below' and outturns.amount < budgets.amount then 'exact'
            -- figures of different fineness may hide the difference
            when
                statements.direction in ('above', 'below')
                and outturns.quantum <> budgets.quantum
                and abs(outturns.amount - budgets.amount) <= outturns.radius + budgets.radius
                then 'rounding'
            else 'violation'
        end as verdict,
        case sign(outturns.amount - budgets.amount)
            when 1 then '大于预算' when -1 then '小于预算' else '等于预算'
        end as expected,
        statements.statement_text as found,
        cast(
            {{ in_printed_unit('outturns.amount - budgets.amount', 'outturns.unit') }}
            as decimal(24, 4)
        ) as actual_difference,
        [
            coalesce('p.' || statements.page || ' ', '') || '第 ' || statements.sentence_no || ' 句',
            outturns.cell,
            budgets.cell
        ] as cells,
        cast(null as integer) as claim_no
    from statements
    inner join outturns
        on
            statements.report_id = outturns.report_id
            and statements.statement_no = outturns.statement_no
    inner join budgets
        on
            statements.report_id = budgets.report_id
            and statements.statement_no = budgets.statement_no
    where statements.direction in ('above', 'below', 'equal')
),

-- a change, and the growth and the words that stand with it
changes as (
    select
        change.report_id,
        change.claim_no,
        change.place,
        change.amount,
        change.direction,
        change.value_text,
        change.cell,
        growth.direction as growth_direction,
        growth.amount as growth,
        growth.value_text as growth_text,
        growth.cell as growth_cell
    from claims as change
    inner join claims as growth
        on
            change.report_id = growth.report_id
            and change.sentence_no = growth.sentence_no
            and change.topic = growth.topic
            and change.basis = growth.basis
            and growth.quantity = 'growth'
            and growth.claim_no = change.claim_no + 1
    where
        change.quantity = 'change'
        and change.scale = 'money'
        and change.direction is not null
        and growth.direction is not null
),

signs as (
    select
        report_id,
        'n.growth.sign' as identity_id,
        place,
        case
            when amount = 0 and growth = 0 then 'exact'
            when amount < 0 or growth < 0 then 'violation'
            when direction = growth_direction then 'exact'
            else 'violation'
        end as verdict,
        case direction when 'increase' then '增长' when 'decrease' then '下降' end as expected,
        case growth_direction when 'increase' then '增长' when 'decrease' then '下降' end
        || growth_text || '%' as found,
        cast(null as decimal(24, 4)) as actual_difference,
        [growth_cell, cell] as cells,
        claim_no
    from changes
    where direction in ('increase', 'decrease')
),

-- 与上年持平 beside a change of the same thing
unchanged as (
    select
        statements.report_id,
        'n.growth.sign' as identity_id,
        nearby.place || '·' || statements.statement_text as place,
        case when nearby.amount = 0 then 'exact' else 'violation' end as verdict,
        '0' as expected,
        statements.statement_text as found,
        cast(null as decimal(24, 4)) as actual_difference,
        [
            coalesce('p.' || statements.page || ' ', '') || '第 ' || statements.sentence_no || ' 句',
            nearby.cell
        ] as cells,
        nearby.claim_no
    from statements
    inner join nearby
        on
            statements.report_id = nearby.report_id
            and statements.statement_no = nearby.statement_no
            and nearby.quantity = 'change'
            and nearby.basis = 'prior_outturn'
            and nearby.is_same_sentence
    where statements.direction = 'unchanged' and statements.compared = 'prior_outturn'
    qualify row_number() over (
        partition by statements.report_id, statements.statement_no order by nearby.claim_no desc
    ) = 1
)

select * from compared_with_budget
union all by name
select * from signs
union all by name
select * from unchanged
