-- What the text says in words about more and less, against its figures: outturn against budget
-- (大于, 小于, 持平) and this year against the one before (增加, 减少, 持平).
with claims as (
    select * from {{ ref('int_claim_figure') }}
    where is_exact and scale in ('money', 'percent')
),

statements as (
    select
        statement.*,
        before.block_no
    from {{ ref('int_text_statement') }} as statement
    -- the block of a statement is that of the last figure before it
    inner join {{ ref('int_claim_figure') }} as before
        on
            statement.report_id = before.report_id
            and statement.section = before.section
            and statement.section_label = before.section_label
            and (before.sentence_no, before.char_start)
            < (statement.sentence_no, statement.char_start)
    where
        statement.kind = 'direction'
        and statement.subject is not null
        -- 基本持平 is no equality
        and not regexp_matches(statement.statement_text, {{ phrase('roughly') }})
    qualify row_number() over (
        partition by statement.report_id, statement.statement_no
        order by before.claim_no desc
    ) = 1
),

-- the figures of the same thing said just before
nearest as (
    select
        said.report_id,
        said.statement_no,
        arg_max(near, near.claim_no) filter (
            where near.quantity = 'amount' and near.basis = 'outturn'
        ) as outturn,
        arg_max(near, near.claim_no) filter (
            where near.quantity = 'amount'
            and starts_with(near.basis, 'budget')
            and (near.basis = said.compared or 'budget_unstated' in (near.basis, said.compared))
        ) as budget,
        count(distinct near.basis) filter (
            where near.quantity = 'amount'
            and starts_with(near.basis, 'budget')
            and (near.basis = said.compared or 'budget_unstated' in (near.basis, said.compared))
        ) as budgets,
        arg_max(near, near.claim_no) filter (
            where near.quantity = 'change'
            and near.basis = 'prior_outturn'
            and near.sentence_no = said.sentence_no
        ) as change
    from statements as said
    inner join claims as near
        on
            said.report_id = near.report_id
            and said.block_no = near.block_no
            and said.item_no is not distinct from near.item_no
            and said.subject = near.subject
            and said.class_label is not distinct from near.class_label
            and said.kuan_label is not distinct from near.kuan_label
            and said.xiang_label is not distinct from near.xiang_label
            and (said.subject <> 'project_item' or said.subject_label = near.subject_label)
            and (near.sentence_no, near.char_start) < (said.sentence_no, said.char_start)
            and said.sentence_no - near.sentence_no <= 4
    group by said.report_id, said.statement_no
),

said_of as (
    select
        statements.*,
        nearest.* exclude (report_id, statement_no)
    from statements
    inner join nearest
        on
            statements.report_id = nearest.report_id
            and statements.statement_no = nearest.statement_no
),

compared_with_budget as (
    select
        *,
        outturn.amount - budget.amount as excess,
        abs(excess) <= outturn.radius + budget.radius as is_within_rounding
    from said_of
    where
        direction in ('above', 'below', 'equal')
        and outturn is not null
        -- with two budgets at hand 预算数 may mean either
        and (budget.basis = compared or budgets = 1)
),

of_budgets as (
    select
        report_id,
        'n.direction' as identity_id,
        outturn.place || '·' || statement_text as place,
        case
            when sign(excess) = case direction when 'above' then 1 when 'below' then -1 else 0 end
                then 'exact'
            when direction = 'equal' and is_within_rounding then 'rounding'
            -- figures of different fineness may hide the difference
            when direction <> 'equal' and outturn.quantum <> budget.quantum and is_within_rounding
                then 'rounding'
            else 'violation'
        end as verdict,
        case sign(excess) when 1 then '大于预算' when -1 then '小于预算' else '等于预算' end
            as expected,
        statement_text as found,
        [cell, outturn.cell, budget.cell] as cells,
        '决算减预算为 '
        || {{ plain_number(in_printed_unit('excess', 'outturn.unit'), '4') }}
        || '（按所印单位）' as remark
    from compared_with_budget
),

-- a change, and the growth and the words that stand with it
signs as (
    select
        change.report_id,
        'n.growth.sign' as identity_id,
        change.place,
        case
            when change.amount = 0 and growth.amount = 0 then 'exact'
            when change.amount < 0 or growth.amount < 0 then 'violation'
            when change.direction = growth.direction then 'exact'
            else 'violation'
        end as verdict,
        case change.direction when 'increase' then '增长' when 'decrease' then '下降' end
            as expected,
        case growth.direction when 'increase' then '增长' when 'decrease' then '下降' end
        || growth.value_text || '%' as found,
        [growth.cell, change.cell] as cells,
        change.claim_no
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
        and change.direction in ('increase', 'decrease')
        and growth.direction is not null
),

-- 与上年持平 beside a change of the same thing
unchanged as (
    select
        report_id,
        'n.growth.sign' as identity_id,
        change.place || '·' || statement_text as place,
        if(change.amount = 0, 'exact', 'violation') as verdict,
        '0' as expected,
        statement_text as found,
        [cell, change.cell] as cells,
        change.claim_no
    from said_of
    where direction = 'unchanged' and compared = 'prior_outturn' and change is not null
)

select * from of_budgets
union all by name
select * from signs
union all by name
select * from unchanged
