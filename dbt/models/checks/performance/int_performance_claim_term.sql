-- Terms of the sums told in the running text of self-evaluations: what was left, the whole and its
-- parts, lists of projects, assets carried over the year.
with claims as (
    select * from {{ ref('int_performance_claim') }}
),

-- 结余 = 预算 (+ 追加) − 决算, all in one sentence about one thing
left_over as (
    select
        claims.*,
        'p.table.balance' as identity_id,
        balance.subject_label || '[结余]' as thing,
        case when claims.claim_no = balance.closing_no then 'found' else 'expected' end as side,
        case
            when claims.claim_no = balance.outturn_no then -1
            when claims.claim_no = balance.added_no then balance.added_sign
            else 1
        end as weight,
        'eq' as relation,
        balance.closing_no as instance_no
    from {{ ref('int_claim_balance') }} as balance
    inner join claims
        on
            balance.report_id = claims.report_id
            and claims.claim_no in (
                balance.budget_no, balance.added_no, balance.outturn_no, balance.closing_no
            )
    where balance.closing_no is not null
),

-- 共计结余 = the amounts left before it in its clause; when it opens a sentence, those of the
-- sentence before, which may have meant more: then a difference proves nothing
summed as (
    select
        *,
        min(char_start) over (partition by report_id, sentence_no) = char_start as opens_sentence
    from claims
    where is_money and quantity = 'amount'
    qualify
        basis = 'closing'
        and regexp_matches(words_before, {{ phrase('left_over_in_all') }})
),

left_over_parts as (
    select
        summed.claim_no as instance_no,
        summed.opens_sentence,
        part.*
    from summed
    inner join claims as part
        on
            summed.report_id = part.report_id
            and part.basis = 'closing'
            and part.is_money
            and part.quantity = 'amount'
            and case
                when summed.opens_sentence
                    then
                        part.sentence_no = summed.sentence_no - 1
                        and summed.section = part.section
                else
                    summed.sentence_no = part.sentence_no
                    and summed.clause_no = part.clause_no
                    and summed.char_start > part.char_start
            end
),

left_over_sum as (
    select
        summed.* exclude (opens_sentence),
        'p.table.balance' as identity_id,
        summed.subject_label || '[结余合计]' as thing,
        'found' as side,
        1 as weight,
        'eq' as relation,
        summed.claim_no as instance_no
    from summed
    where
        (
            select count(*) from left_over_parts
            where
                left_over_parts.report_id = summed.report_id
                and left_over_parts.instance_no = summed.claim_no
        ) > 1
    union all by name
    select
        part.* exclude (opens_sentence) replace (
            case
                when
                    part.opens_sentence
                    and abs(
                        summed.term_value - sum(part.term_value) over (
                            partition by part.report_id, part.instance_no
                        )
                    )
                    > summed.radius + sum(part.radius) over (
                        partition by part.report_id, part.instance_no
                    )
                    then null
                else part.term_value
            end as term_value
        ),
        'p.table.balance' as identity_id,
        summed.subject_label || '[结余合计]' as thing,
        'expected' as side,
        1 as weight,
        'eq' as relation
    from left_over_parts as part
    inner join summed
        on part.report_id = summed.report_id and part.instance_no = summed.claim_no
    qualify count(*) over (partition by part.report_id, part.instance_no) > 1
),

-- 整体 = 基本支出 + 项目支出, of budget and of outturn, in one sentence
whole as (
    select
        report_id,
        sentence_no,
        is_budget,
        min(claim_no) filter (where subject = 'whole_expenditure') as whole_no,
        min(claim_no) filter (where subject = 'basic') as basic_no,
        min(claim_no) filter (where subject = 'project') as project_no,
        min(sentence) as sentence
    from claims
    where
        is_money
        and quantity = 'amount'
        and subject in ('whole_expenditure', 'basic', 'project')
        and (is_budget or basis = 'outturn')
    group by all
    having
        count(*) filter (where subject = 'whole_expenditure') = 1
        and count(*) filter (where subject = 'basic') = 1
        and count(*) filter (where subject = 'project') = 1
        and whole_no < least(basic_no, project_no)
),

-- a third part beside the two (结转, 经营支出 …) makes another sum
whole_of_two as (
    select whole.*
    from whole
    where
        not exists (
            select 1 from claims as other
            where
                other.report_id = whole.report_id
                and other.sentence_no = whole.sentence_no
                and other.is_money
                and other.quantity = 'amount'
                and (other.is_budget or other.basis in ('opening', 'outturn'))
                and other.claim_no > whole.whole_no
                and other.claim_no < greatest(whole.basic_no, whole.project_no)
                and coalesce(other.subject, '') not in (
                    'basic', 'project', 'personnel', 'public', 'wages_and_welfare',
                    'goods_and_services', 'individuals_and_households'
                )
                and not regexp_matches(other.subject_label, {{ phrase('budget_changed') }})
        )
        and not regexp_matches(whole.sentence, {{ phrase('more_than_basic_and_project') }})
),

whole_with_added as (
    select
        whole.*,
        balance.added_no,
        balance.added_sign
    from whole_of_two as whole
    left join {{ ref('int_claim_balance') }} as balance
        on
            whole.report_id = balance.report_id
            and whole.is_budget
            and whole.whole_no = balance.budget_no
    -- money added that was not understood
    where
        not whole.is_budget
        or balance.added_no is not null
        or not regexp_matches(whole.sentence, {{ phrase('budget_changed') }})
),

whole_sum as (
    select
        claims.*,
        'p.overall.sum' as identity_id,
        case when whole.is_budget then '整体预算' else '整体决算' end as thing,
        case
            when claims.claim_no in (whole.basic_no, whole.project_no) then 'expected'
            else 'found'
        end as side,
        case when claims.claim_no = whole.added_no then whole.added_sign else 1 end as weight,
        'eq' as relation,
        whole.whole_no as instance_no
    from whole_with_added as whole
    inner join claims
        on
            whole.report_id = claims.report_id
            and claims.claim_no in (
                whole.whole_no, whole.added_no, whole.basic_no, whole.project_no
            )
),

-- the whole budget told elsewhere = 年初 + 追加
budget_elsewhere as (
    select
        balance.report_id,
        balance.budget_no,
        balance.added_no,
        balance.added_sign,
        min(elsewhere.claim_no) as whole_no
    from {{ ref('int_claim_balance') }} as balance
    inner join claims as elsewhere
        on
            balance.report_id = elsewhere.report_id
            and elsewhere.subject = 'whole_expenditure'
            and elsewhere.is_budget
            and elsewhere.quantity = 'amount'
            and elsewhere.is_money
            and elsewhere.term_value is not null
            and balance.sentence_no <> elsewhere.sentence_no
            and not regexp_matches(elsewhere.sentence, {{ phrase('part_of_the_year_s_budget') }})
    where balance.subject = 'whole_expenditure' and balance.added_no is not null
    group by all
),

budget_sum as (
    select
        claims.*,
        'p.overall.sum' as identity_id,
        '整体预算[年初加追加]' as thing,
        case when claims.claim_no = budget.whole_no then 'found' else 'expected' end as side,
        case when claims.claim_no = budget.added_no then budget.added_sign else 1 end as weight,
        'eq' as relation,
        budget.whole_no as instance_no
    from budget_elsewhere as budget
    inner join claims
        on
            budget.report_id = claims.report_id
            and claims.claim_no in (budget.whole_no, budget.added_no, budget.budget_no)
),

-- a list of projects is no more than the project spending it belongs to: listed behind the total
-- in its sentence, or in the next one that says so; one amount for each, nothing left over
project_lists as (
    select
        total.report_id,
        total.claim_no as total_no,
        item.sentence_no,
        list(item.claim_no order by item.claim_no) as item_nos
    from claims as total
    inner join claims as item
        on
            total.report_id = item.report_id
            and item.is_money
            and item.quantity = 'amount'
            and total.claim_no < item.claim_no
            and (
                total.sentence_no = item.sentence_no
                or (
                    item.sentence_no = total.sentence_no + 1
                    and regexp_matches(
                        item.sentence, {{ phrase('projects_follow') }}
                    )
                )
            )
    where
        total.subject = 'project'
        and total.basis = 'outturn'
        and total.is_money
        and total.quantity = 'amount'
        and total.state = 'number'
    group by total.report_id, total.claim_no, item.sentence_no
    having
        count(*) > 1
        and count(*) = count(distinct item.subject_label)
        and bool_and(item.basis in ('', 'outturn') and item.term_value is not null)
        and bool_and(item.subject is null or item.subject in ('project_item', 'functional_class'))
        and count(*) filter (where item.subject = 'project_item') > 1
    qualify
        row_number() over (partition by total.report_id, total.claim_no order by item.sentence_no)
        = 1
),

listed as (
    select
        claims.*,
        'p.amount.vs_final' as identity_id,
        '项目支出[列示项目之和]' as thing,
        case when claims.claim_no = project_lists.total_no then 'found' else 'expected' end as side,
        1 as weight,
        'ge' as relation,
        project_lists.total_no as instance_no
    from project_lists
    inner join claims
        on
            project_lists.report_id = claims.report_id
            and (
                project_lists.total_no = claims.claim_no
                or list_contains(project_lists.item_nos, claims.claim_no)
            )
),

-- 年末资产 = 年初 + 增加 − 减少, in one sentence that tells each of them once
asset_parts as (
    select
        *,
        case
            when quantity = 'change' then direction
            when not regexp_matches(clause_words, {{ phrase('assets') }}) then 'other'
            when regexp_matches(clause_words, {{ phrase('at_the_beginning') }}) then 'opening'
            when regexp_matches(clause_words, {{ phrase('at_the_end') }}) then 'closing'
            else 'other'
        end as part
    from (
        select
            *,
            regexp_extract(words_before, '[^，,；;。]*$') as clause_words
        from claims
        where
            is_money
            and quantity in ('amount', 'change')
            and regexp_matches(sentence, {{ phrase('assets') }})
    )
),

asset_sentences as (
    select
        report_id,
        sentence_no,
        max(claim_no) filter (where part = 'closing') as closing_no
    from asset_parts
    group by report_id, sentence_no
    having
        count(*) filter (where part = 'opening') = 1
        and count(*) filter (where part = 'closing') = 1
        and count(*) filter (where part = 'increase') <= 1
        and count(*) filter (where part = 'decrease') <= 1
        and count(*) filter (where part in ('increase', 'decrease')) = count(*) - 2
        and count(*) > 2
),

assets as (
    select
        asset_parts.* exclude (part, clause_words),
        'p.asset.roll' as identity_id,
        '年末资产' as thing,
        case when asset_parts.part = 'closing' then 'found' else 'expected' end as side,
        case when asset_parts.part = 'decrease' then -1 else 1 end as weight,
        'eq' as relation,
        asset_sentences.closing_no as instance_no
    from asset_sentences
    inner join asset_parts
        on
            asset_sentences.report_id = asset_parts.report_id
            and asset_sentences.sentence_no = asset_parts.sentence_no
),

terms as (
    select * from left_over
    union all by name
    select * from left_over_sum
    union all by name
    select * from whole_sum
    union all by name
    select * from budget_sum
    union all by name
    select * from listed
    union all by name
    select * from assets
)

select
    report_id,
    source_file,
    identity_id,
    any_value(place) filter (where side = 'found') over by_instance
    || '：' || thing || '@' || instance_no as instance,
    relation,
    side,
    weight,
    cast(term_value as decimal(24, 4)) as term_value,
    radius,
    zero_radius,
    quantum,
    decimals,
    unit,
    cell,
    page,
    claim_no as term_position
from terms
window by_instance as (partition by report_id, identity_id, thing, instance_no)
