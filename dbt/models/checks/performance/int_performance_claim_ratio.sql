-- Printed rates of the running text with the two figures of their sentence that they compare.
with claims as (
    select * from {{ ref('int_performance_claim') }}
),

rates as (
    select * from claims
    where quantity = 'rate' and unit = 'percent'
),

-- 预算执行率: of the thing it names, else of the only thing the sentence tells budget and outturn of
rate_things as (
    select
        rates.report_id,
        rates.claim_no,
        balance.budget_no,
        balance.added_no,
        balance.added_sign,
        balance.outturn_no,
        balance.subject_label = rates.base_label as is_named,
        count(*) over (partition by rates.report_id, rates.claim_no) as things
    from rates
    inner join {{ ref('int_claim_balance') }} as balance
        on
            rates.report_id = balance.report_id
            and rates.sentence_no = balance.sentence_no
            and rates.char_start > balance.outturn_start
    where rates.subject in ('execution_rate', 'control_rate')
),

rate_of_thing as (
    select *
    from rate_things
    where is_named or things = 1
    qualify
        row_number() over (partition by report_id, claim_no order by is_named desc) = 1
        and count(*) filter (where is_named) over (partition by report_id, claim_no) <= 1
),

-- 安排 …，支出 …，执行率 …: the only two amounts before the rate, told under two names
two_amounts as (
    select
        rates.report_id,
        rates.claim_no,
        min(amount.claim_no) filter (where amount.is_budget) as budget_no,
        cast(null as integer) as added_no,
        1 as added_sign,
        min(amount.claim_no) filter (where amount.basis = 'outturn') as outturn_no
    from rates
    inner join claims as amount
        on
            rates.report_id = amount.report_id
            and rates.sentence_no = amount.sentence_no
            and amount.is_money
            and rates.char_start > amount.char_start
    where
        rates.subject = 'execution_rate'
        and not exists (
            select 1 from rate_things
            where
                rate_things.report_id = rates.report_id and rate_things.claim_no = rates.claim_no
        )
    group by rates.report_id, rates.claim_no
    having
        count(*) = 2
        and count(*) filter (where amount.is_budget and amount.quantity = 'amount') = 1
        and count(*) filter (where amount.basis = 'outturn' and amount.quantity = 'amount') = 1
),

executions as (
    select
        report_id,
        claim_no,
        budget_no,
        added_no,
        added_sign,
        outturn_no
    from rate_of_thing
    union all by name
    select * from two_amounts
),

execution_rates as (
    select
        rates.report_id,
        rates.source_file,
        rates.claim_no,
        'p.execution.rate' as identity_id,
        rates.place || '：' || rates.subject_label as instance,
        rates.term_value as printed,
        rates.decimals,
        outturn.term_value as numerator,
        outturn.radius as numerator_radius,
        budget.term_value
        + executions.added_sign
        * case when executions.added_no is null then 0 else added.term_value end as denominator,
        budget.radius + coalesce(added.radius, 0) as denominator_radius,
        [rates.cell, outturn.cell, budget.cell, added.cell] as cells
    from executions
    inner join rates
        on executions.report_id = rates.report_id and executions.claim_no = rates.claim_no
    inner join claims as outturn
        on executions.report_id = outturn.report_id and executions.outturn_no = outturn.claim_no
    inner join claims as budget
        on executions.report_id = budget.report_id and executions.budget_no = budget.claim_no
    left join claims as added
        on executions.report_id = added.report_id and executions.added_no = added.claim_no
),

-- rates of other things that government reports tell with both of their figures
other_parts as (
    select
        rates.report_id,
        rates.claim_no,
        part.claim_no as part_no,
        case
            when regexp_full_match(part.subject_label, told_rate.numerator_words)
                then 'numerator'
            else 'denominator'
        end as part
    from rates
    inner join {{ ref('stg_told_rate') }} as told_rate
        on regexp_full_match(rates.subject_label, told_rate.rate_words)
    inner join claims as part
        on
            rates.report_id = part.report_id
            and rates.section = part.section
            and rates.claim_no > part.claim_no
            and part.sentence_no >= rates.sentence_no - told_rate.sentences_back
            and part.quantity in ('amount', 'count')
            and (
                regexp_full_match(part.subject_label, told_rate.numerator_words)
                or regexp_full_match(part.subject_label, told_rate.denominator_words)
            )
),

other_rates as (
    select
        rates.report_id,
        rates.source_file,
        rates.claim_no,
        'p.execution.rate' as identity_id,
        rates.place || '：' || rates.subject_label as instance,
        rates.term_value as printed,
        rates.decimals,
        numerator.term_value as numerator,
        numerator.radius as numerator_radius,
        denominator.term_value as denominator,
        denominator.radius as denominator_radius,
        [rates.cell, numerator.cell, denominator.cell] as cells
    from (
        select
            report_id,
            claim_no,
            min(part_no) filter (where part = 'numerator') as numerator_no,
            min(part_no) filter (where part = 'denominator') as denominator_no
        from other_parts
        group by report_id, claim_no
        having
            count(*) filter (where part = 'numerator') = 1
            and count(*) filter (where part = 'denominator') = 1
    ) as parts
    inner join rates on parts.report_id = rates.report_id and parts.claim_no = rates.claim_no
    inner join claims as numerator
        on parts.report_id = numerator.report_id and parts.numerator_no = numerator.claim_no
    inner join claims as denominator
        on parts.report_id = denominator.report_id and parts.denominator_no = denominator.claim_no
    where numerator.is_money = denominator.is_money
),

-- 控制率 = 实有 / 编制: of the kind of staff it stands behind, or of all kinds of its sentence
posts as (
    select
        rates.report_id,
        rates.claim_no,
        part.claim_no as part_no,
        part.char_start,
        part.term_value,
        part.cell,
        coalesce(part.subject, '') as subject,
        coalesce(part.subject, '') = 'staff_in_post' as is_in_post
    from rates
    inner join claims as part
        on
            rates.report_id = part.report_id
            and rates.sentence_no = part.sentence_no
            and rates.char_start > part.char_start
            and part.quantity = 'count'
            and regexp_full_match(part.counter, {{ phrase('counter_of_people') }})
            and (
                part.subject in ('staff_in_post', 'authorised_posts')
                or (
                    part.subject is null
                    and regexp_matches(part.subject_label, {{ phrase('approved_headcount') }})
                )
            )
    where rates.subject = 'staffing_rate'
),

-- each kind is told as posts, then staff
paired as (
    select
        *,
        lag(is_in_post) over in_sentence as follows_staff,
        lag(term_value) over in_sentence as posts,
        lag(cell) over in_sentence as posts_cell,
        row_number() over (partition by report_id, claim_no order by char_start desc) as from_rate,
        count(*) over (partition by report_id, claim_no) as figures
    from posts
    window in_sentence as (partition by report_id, claim_no order by char_start)
),

staff_pairs as (
    select
        report_id,
        claim_no,
        from_rate,
        term_value as staff,
        posts,
        [cell, posts_cell] as cells,
        count(*) over (partition by report_id, claim_no) * 2 = figures as are_all_paired
    from paired
    where is_in_post and not coalesce(follows_staff, true)
),

headcounts as (
    select
        report_id,
        claim_no,
        'own' as reading,
        staff as numerator,
        posts as denominator,
        cells
    from staff_pairs
    where are_all_paired and from_rate = 1
    union all by name
    select
        report_id,
        claim_no,
        'all' as reading,
        sum(staff) as numerator,
        sum(posts) as denominator,
        flatten(list(cells order by from_rate desc)) as cells
    from staff_pairs
    where are_all_paired
    group by report_id, claim_no
    having count(*) > 1
),

headcount_rates as (
    select
        rates.report_id,
        rates.source_file,
        rates.claim_no,
        'p.headcount' as identity_id,
        rates.place || '：' || rates.subject_label
        || case when headcounts.reading = 'all' then '[全部]' else '' end as instance,
        rates.term_value as printed,
        rates.decimals,
        headcounts.numerator,
        cast(0 as decimal(24, 8)) as numerator_radius,
        headcounts.denominator,
        cast(0 as decimal(24, 8)) as denominator_radius,
        list_prepend(rates.cell, headcounts.cells) as cells,
        {{ verdict_of_ratio(
            'rates.term_value', last_digit('rates.decimals'), 'headcounts.numerator', '0',
            'headcounts.denominator', '0'
        ) }} in ('exact', 'rounding') as holds
    from headcounts
    inner join rates
        on headcounts.report_id = rates.report_id and headcounts.claim_no = rates.claim_no
    -- where one reading holds, it is the one that was meant
    qualify
        holds
        or not bool_or(holds) over (partition by rates.report_id, rates.claim_no)
),

bound as (
    select * from execution_rates
    union all by name
    select * from other_rates
    union all by name
    select * exclude (holds) from headcount_rates
),

-- a rate whose figures are not in its sentence, or are told apart by nothing
unbound as (
    select
        rates.report_id,
        rates.source_file,
        rates.claim_no,
        case when rates.subject = 'staffing_rate' then 'p.headcount' else 'p.execution.rate' end
            as identity_id,
        rates.place || '：' || rates.subject_label as instance,
        rates.term_value as printed,
        rates.decimals,
        [rates.cell] as cells
    from rates
    where
        rates.subject in ('execution_rate', 'staffing_rate')
        and not exists (
            select 1 from bound
            where bound.report_id = rates.report_id and bound.claim_no = rates.claim_no
        )
),

all_rates as (
    select * from bound
    union all by name
    select * from unbound
)

select
    report_id,
    source_file,
    identity_id,
    instance,
    claim_no as first_position,
    cast(printed as decimal(16, 8)) as printed,
    cast({{ last_digit('decimals') }} as decimal(16, 8)) as quantum,
    decimals,
    numerator,
    numerator_radius,
    denominator,
    denominator_radius,
    list_filter(cells, one -> one is not null) as cells
from all_rates
