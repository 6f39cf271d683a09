-- What the official template asks of the running text: every matter written about, what the
-- contents page announces found in the body, a reason where outturn differs from budget.
with statements as (
    select
        statement.*,
        coalesce('p.' || statement.page, '第 ' || statement.sentence_no || ' 行') as cell
    from {{ ref('stg_narrative_statement') }} as statement
    inner join {{ ref('stg_report') }} as report
        on statement.report_id = report.report_id and report.kind = 'final_accounts'
),

asked as (
    select
        report.report_id,
        matter.matter,
        matter.title_zh
    from {{ ref('stg_report') }} as report
    inner join {{ ref('stg_disclosure_matter') }} as matter
        on
            report.kind = 'final_accounts'
            and coalesce(report.fiscal_year >= matter.first_year, true)
            -- who has nothing to say of it, or may have
            and (
                len(matter.not_for) = 0
                or (
                    report.agency_kind is not null
                    and not list_bool_or(
                        list_transform(matter.not_for, kind -> starts_with(report.agency_kind, kind))
                    )
                )
            )
),

disclosed as (
    select
        asked.report_id,
        asked.title_zh,
        bool_or(statements.statement_no is not null) as is_disclosed
    from asked
    left join statements
        on
            asked.report_id = statements.report_id
            and statements.kind = 'disclosure'
            and asked.matter = statements.subject
    group by asked.report_id, asked.title_zh
),

-- a text that speaks of fewer than two matters in three is a part of a report
texts as (
    select
        report_id,
        count(*) filter (where is_disclosed) * 3 >= count(*) * 2 as is_whole
    from disclosed
    group by report_id
    having bool_or(is_disclosed)
),

missing_matters as (
    select
        disclosed.report_id,
        'n.template.matters' as identity_id,
        disclosed.title_zh as instance,
        '说明' as expected,
        '没有提到' as found,
        cast([] as varchar[]) as cells,
        '情况说明没有提到“' || disclosed.title_zh || '”' as problem
    from disclosed
    inner join texts on disclosed.report_id = texts.report_id and texts.is_whole
    where not disclosed.is_disclosed
),

missing_titles as (
    select
        report_id,
        'n.template.contents' as identity_id,
        statement_text as instance,
        '正文中有' as expected,
        '没有' as found,
        list(cell order by statement_no) as cells,
        '目录列有“' || statement_text || '”，正文中没有这一标题' as problem
    from statements
    where kind = 'contents_entry_without_body'
    group by report_id, statement_text
),

claims as (
    select * from {{ ref('int_claim_figure') }}
    where
        is_main
        and state = 'number'
        and not is_approximate
        and scale = 'money'
        and quantity = 'amount'
        and subject is not null
        and report_kind = 'final_accounts'
),

-- outturn and budget of one thing, told one beside the other
compared as (
    select
        outturn.report_id,
        outturn.block_no,
        outturn.section,
        outturn.section_label,
        outturn.item_no,
        outturn.claim_no,
        outturn.place,
        outturn.cell,
        outturn.value_text as outturn_text,
        budget.value_text as budget_text,
        least(outturn.sentence_no, budget.sentence_no) as first_sentence,
        abs(outturn.amount - budget.amount) > outturn.radius + budget.radius as differs
    from claims as outturn
    inner join claims as budget
        on
            outturn.report_id = budget.report_id
            and outturn.block_no = budget.block_no
            and outturn.topic = budget.topic
            and outturn.item_no is not distinct from budget.item_no
            and outturn.basis = 'outturn'
            and budget.basis in ('budget_initial', 'budget_unstated')
            and outturn.unit = budget.unit
            and abs(outturn.sentence_no - budget.sentence_no) <= 1
    -- with two of a kind nothing tells which is compared with which
    qualify
        count(*) over (partition by outturn.report_id, outturn.claim_no) = 1
        and count(*) over (partition by budget.report_id, budget.claim_no) = 1
),

followed as (
    select
        *,
        lead(first_sentence) over (
            partition by report_id, block_no order by first_sentence, claim_no
        ) as next_sentence,
        bool_or(item_no is not null) over (partition by report_id, block_no) as has_items
    from compared
),

reasons as (
    select * from statements
    where kind = 'reason'
),

without_reason as (
    select
        followed.report_id,
        'n.template.reason' as identity_id,
        followed.place as instance,
        '说明原因' as expected,
        '没有说明' as found,
        [followed.cell] as cells,
        '决算 ' || followed.outturn_text || ' 与年初预算 ' || followed.budget_text
        || ' 不同，没有说明原因' as problem
    from followed
    where
        followed.differs
        -- a total is explained by the items under it
        and (followed.item_no is not null or not followed.has_items)
        and not exists (
            select 1 from reasons
            where
                reasons.report_id = followed.report_id
                and (
                    -- before the next comparison, or one reason for several
                    (
                        reasons.sentence_no >= followed.first_sentence
                        and reasons.sentence_no
                        <= coalesce(
                            greatest(followed.next_sentence - 1, followed.first_sentence),
                            followed.first_sentence + 6
                        )
                    )
                    or (
                        reasons.section = followed.section
                        and reasons.section_label = followed.section_label
                        and (
                            reasons.item_no is null
                            or reasons.item_no is not distinct from followed.item_no
                        )
                    )
                )
        )
    qualify row_number() over (
        partition by followed.report_id, followed.place order by followed.claim_no
    ) = 1
),

findings as (
    select * from missing_matters
    union all by name
    select * from missing_titles
    union all by name
    select * from without_reason
),

checked as (
    select
        report_id,
        'n.template.matters' as identity_id,
        cast(null as varchar) as seen
    from texts
    where is_whole
    union
    select
        report_id,
        'n.template.contents',
        count(*) || ' 个标题'
    from statements
    where kind = 'contents_entry'
    group by report_id
    union
    select
        report_id,
        'n.template.reason',
        null
    from compared
    where differs
)

{{ structural_verdicts('findings', 'checked', seen='seen') }}
