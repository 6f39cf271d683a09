-- What one sentence says about one thing: its budget, what was added to it, its outturn and what
-- was left, each once. A thing that has two budgets in a sentence has the revised one.
with things as (
    select
        *,
        subject || '|' || subject_label as thing
    from {{ ref('int_performance_claim') }}
    where
        is_money
        and quantity = 'amount'
        and subject in (
            'whole_expenditure', 'basic', 'project', 'project_item', 'three_public_total',
            'overseas_travel', 'vehicles', 'vehicle_running', 'vehicle_purchase', 'reception'
        )
),

chosen as (
    select
        *,
        case when is_budget then 'budget' else basis end as part
    from things
    where is_budget or basis in ('outturn', 'closing')
    qualify
        not is_budget
        or count(*) over (partition by report_id, sentence_no, thing, is_budget) = 1
        or (
            basis = 'budget_revised'
            and count(*) over (partition by report_id, sentence_no, thing, basis) = 1
        )
),

grouped as (
    select
        report_id,
        sentence_no,
        thing,
        min(subject) as subject,
        min(subject_label) as subject_label,
        min(claim_no) filter (where part = 'budget') as budget_no,
        min(claim_no) filter (where part = 'outturn') as outturn_no,
        min(claim_no) filter (where part = 'closing') as closing_no,
        min(char_start) filter (where part = 'budget') as budget_start,
        min(char_start) filter (where part = 'outturn') as outturn_start,
        min(sentence) as sentence
    from chosen
    group by report_id, sentence_no, thing
    having
        count(*) filter (where part = 'budget') = 1
        and count(*) filter (where part = 'outturn') = 1
        and count(*) filter (where part = 'closing') <= 1
        and budget_start < outturn_start
),

-- 年中追加 …: part of the budget that the outturn is measured by
added as (
    select
        grouped.report_id,
        grouped.sentence_no,
        grouped.thing,
        count(*) as additions,
        min(claim.claim_no) as added_no,
        min(case when regexp_matches(claim.subject_label, {{ phrase('budget_cut') }}) then -1 else 1 end)
            as added_sign
    from grouped
    inner join {{ ref('int_performance_claim') }} as claim
        on
            grouped.report_id = claim.report_id
            and grouped.sentence_no = claim.sentence_no
            and grouped.budget_start < claim.char_start
            and grouped.outturn_start > claim.char_start
            and claim.is_money
            and claim.subject is null
            and regexp_matches(claim.subject_label, {{ phrase('budget_changed') }})
    group by all
)

select
    grouped.* replace (
        -- money that went back or elsewhere was neither spent nor left
        case
            when
                not regexp_matches(
                    regexp_replace(grouped.sentence, '[(（][^()（）]*[)）]', '', 'g'),
                    {{ phrase('money_taken_back') }}
                )
                then grouped.closing_no
        end as closing_no
    ),
    added.added_no,
    coalesce(added.added_sign, 1) as added_sign
from grouped
left join added
    on
        grouped.report_id = added.report_id
        and grouped.sentence_no = added.sentence_no
        and grouped.thing = added.thing
where
    coalesce(added.additions, 0) = (
        case
            when
                regexp_matches(
                    substr(
                        grouped.sentence, grouped.budget_start + 1,
                        grouped.outturn_start - grouped.budget_start
                    ),
                    {{ phrase('budget_changed') }}
                )
                then 1
            else 0
        end
    )
    and not regexp_matches(
        substr(grouped.sentence, 1, grouped.outturn_start), {{ phrase('balance_brought_forward') }}
    )
