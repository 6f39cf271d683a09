-- Sums over lists of the running text: the items of the general budget, the shares of one whole,
-- the projects of an evaluation, the things a purchase was spent on. A list is whole when the
-- report proves it: items numbered without a gap and as many as the form has, shares whose
-- amounts add up, as many projects as the text counts.
with claims as (
    select * from {{ ref('int_claim_figure') }}
    where state = 'number' and not is_approximate and amount is not null
),

-- 类 or 项 with a number, once each for budget and outturn; the last figure of an item is its own
items as (
    select
        *,
        try_cast(item_no as integer) as item_number
    from claims
    where
        section in ('general_budget_items', 'general_budget_expenditure')
        and subject in ('functional_class', 'functional_item')
        and quantity = 'amount'
        and scale = 'money'
        and basis in ('budget_initial', 'outturn')
        and item_no is not null
        and is_main
    qualify row_number() over (
        partition by report_id, block_no, item_no, basis order by claim_no desc
    ) = 1
),

item_lists as (
    select
        report_id,
        block_no,
        basis,
        min(claim_no) as first_no,
        count(*) as items,
        max(item_number) as last_item,
        count(distinct item_number) as numbered,
        count(distinct subject) as levels,
        count(distinct topic) as topics
    from items
    group by report_id, block_no, basis
),

printed_items as (
    select
        report_id,
        count(*) filter (where length(row_code) = 7) as codes_of_items,
        count(*) filter (where length(row_code) = 3) as codes_of_classes
    from {{ ref('int_text_figure') }}
    where
        form_code = 'general_budget_expenditure'
        and measure = 'total'
        and value_yuan <> 0
    group by report_id
),

item_totals as (
    select
        item_lists.*,
        total.claim_no as total_no,
        item_lists.items = item_lists.last_item
        and item_lists.items = item_lists.numbered
        and item_lists.levels = 1
        and item_lists.items = item_lists.topics
        and coalesce(
            item_lists.items in (printed_items.codes_of_items, printed_items.codes_of_classes),
            false
        ) as is_complete
    from item_lists
    inner join claims as total
        on
            item_lists.report_id = total.report_id
            and item_lists.block_no = total.block_no
            and item_lists.basis = total.basis
            and total.subject = 'general_budget_expenditure'
            and total.quantity = 'amount'
            and total.item_no is null
            and item_lists.first_no > total.claim_no
    left join printed_items on item_lists.report_id = printed_items.report_id
    qualify row_number() over (
        partition by item_lists.report_id, item_lists.block_no, item_lists.basis
        order by total.claim_no desc
    ) = 1
),

-- shares of one whole in one block
share_parts as (
    select
        share.report_id,
        share.claim_no,
        claim.block_no,
        claim.quantum,
        share.whole,
        share.numerator,
        share.numerator_radius,
        share.denominator,
        share.denominator_radius
    from {{ ref('int_claim_share') }} as share
    inner join claims as claim
        on share.report_id = claim.report_id and share.claim_no = claim.claim_no
    where share.identity_id = 'n.share'
    qualify row_number() over (
        partition by share.report_id, claim.block_no, share.whole, claim.topic
        order by share.claim_no
    ) = 1
),

share_lists as (
    select
        report_id,
        block_no,
        whole,
        min(claim_no) as first_no
    from share_parts
    group by report_id, block_no, whole
    having
        count(*) >= 2
        and count(distinct denominator) = 1
        and any_value(denominator) > 0
        and abs(sum(numerator) - any_value(denominator))
        <= sum(numerator_radius) + any_value(denominator_radius)
        -- a part left out must be more than what the amounts leave open
        and 100 * cast(sum(numerator_radius) + any_value(denominator_radius) as decimal(24, 4))
        <= cast(any_value(denominator) as decimal(24, 4)) * cast(min(quantum) as decimal(10, 4))
),

-- the projects of an evaluation, each with its budget, and what the text says they come to
project_budgets as (
    select * from claims
    where
        section = 'performance_projects'
        and subject = 'project_item'
        and quantity = 'amount'
        and basis = 'budget_revised'
    qualify row_number() over (partition by report_id, block_no, topic order by claim_no) = 1
),

project_lists as (
    select
        projects.report_id,
        projects.block_no,
        evaluated.claim_no as total_no
    from (
        select
            report_id,
            block_no,
            min(claim_no) as first_no,
            count(*) as projects
        from project_budgets
        group by report_id, block_no
    ) as projects
    inner join claims as evaluated
        on
            projects.report_id = evaluated.report_id
            and evaluated.subject = 'evaluated_amount'
            and evaluated.quantity = 'amount'
            and projects.first_no > evaluated.claim_no
    inner join claims as counted
        on
            evaluated.report_id = counted.report_id
            and evaluated.sentence_no = counted.sentence_no
            and counted.subject = 'performance_projects'
            and counted.quantity = 'count'
            and projects.projects = counted.amount
    qualify row_number() over (
        partition by projects.report_id, projects.block_no order by evaluated.claim_no desc
    ) = 1
),

-- 购置……元，分别为：……（元），……（元）
bought as (
    select
        whole.report_id,
        whole.claim_no,
        part.claim_no as part_no
    from claims as whole
    inner join claims as part
        on
            whole.report_id = part.report_id
            and whole.sentence_no = part.sentence_no
            and whole.unit = part.unit
            and whole.basis = part.basis
            and part.quantity = 'amount'
            and whole.claim_no < part.claim_no
            and regexp_matches(
                substr(
                    whole.sentence,
                    cast(whole.char_end as bigint) + 1,
                    cast(part.char_start - whole.char_end as bigint)
                ),
                '分别为|分别是|明细'
            )
    where whole.quantity = 'amount' and whole.subject is null and whole.scale = 'money'
    -- the list belongs to the last amount before 分别为
    qualify
        whole.claim_no = max(whole.claim_no) over (partition by whole.report_id, part.claim_no)
),

equations as (
    select
        report_id,
        case basis when 'outturn' then 'n.items.final_sum' else 'n.items.budget_sum' end
            as identity_id,
        'items ' || block_no || ' ' || basis as equation,
        total_no as claim_no,
        'found' as side,
        is_complete
    from item_totals
    union all
    select
        items.report_id,
        case items.basis when 'outturn' then 'n.items.final_sum' else 'n.items.budget_sum' end,
        'items ' || items.block_no || ' ' || items.basis,
        items.claim_no,
        'expected',
        true
    from items
    inner join item_totals
        on
            items.report_id = item_totals.report_id
            and items.block_no = item_totals.block_no
            and items.basis = item_totals.basis
    union all
    select
        share_parts.report_id,
        'n.share.sum',
        'shares ' || share_parts.block_no || ' ' || share_parts.whole,
        share_parts.claim_no,
        'expected',
        true
    from share_parts
    inner join share_lists
        on
            share_parts.report_id = share_lists.report_id
            and share_parts.block_no = share_lists.block_no
            and share_parts.whole = share_lists.whole
    union all
    select
        report_id,
        'n.performance.count',
        'projects ' || block_no,
        total_no,
        'found',
        true
    from project_lists
    union all
    select
        project_budgets.report_id,
        'n.performance.count',
        'projects ' || project_budgets.block_no,
        project_budgets.claim_no,
        'expected',
        true
    from project_budgets
    inner join project_lists
        on
            project_budgets.report_id = project_lists.report_id
            and project_budgets.block_no = project_lists.block_no
    union all
    select distinct
        report_id,
        'n.amount.copy',
        'bought ' || claim_no,
        claim_no,
        'found',
        false
    from bought
    union all
    select
        report_id,
        'n.amount.copy',
        'bought ' || claim_no,
        part_no,
        'expected',
        true
    from bought
)

select
    equations.report_id,
    equations.identity_id,
    equations.equation,
    claims.claim_no as first_no,
    equations.side,
    'eq' as relation,
    equations.is_complete,
    1 as weight,
    claims.amount,
    -- 0% of an amount that is not zero was rounded
    case when share_parts.numerator <> 0 then claims.zero_radius else claims.radius end as radius,
    claims.zero_radius,
    claims.quantum,
    claims.unit,
    claims.decimals,
    claims.cell,
    claims.place
from equations
inner join claims
    on equations.report_id = claims.report_id and equations.claim_no = claims.claim_no
left join share_parts
    on
        equations.report_id = share_parts.report_id
        and equations.claim_no = share_parts.claim_no
        and equations.identity_id = 'n.share.sum'
union all by name
-- all shares of a whole come to 100 %
select
    share_lists.report_id,
    'n.share.sum' as identity_id,
    'shares ' || share_lists.block_no || ' ' || share_lists.whole as equation,
    share_lists.first_no,
    'found' as side,
    'eq' as relation,
    true as is_complete,
    1 as weight,
    cast(100 as decimal(24, 8)) as amount,
    cast(0 as decimal(24, 8)) as radius,
    cast(0 as decimal(24, 8)) as zero_radius,
    claims.quantum,
    'percent' as unit,
    claims.decimals,
    claims.cell,
    claims.section_label as place
from share_lists
inner join claims
    on share_lists.report_id = claims.report_id and share_lists.first_no = claims.claim_no
