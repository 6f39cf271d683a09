-- Sums over lists of the running text: the items of the general budget, the projects of an
-- evaluation, the things a purchase was spent on. A list is whole when the report proves it: items
-- numbered without a gap and as many as the form has, as many projects as the text counts.
with claims as (
    select * from {{ ref('int_claim_figure') }}
    where is_exact
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
                {{ phrase('listed_below') }}
            )
    where whole.quantity = 'amount' and whole.subject is null and whole.scale = 'money'
    -- the list belongs to the last amount before 分别为
    qualify
        whole.claim_no = max(whole.claim_no) over (partition by whole.report_id, part.claim_no)
)

select
    report_id,
    if(basis = 'outturn', 'n.items.final_sum', 'n.items.budget_sum') as identity_id,
    'items ' || block_no || ' ' || basis as equation,
    total_no as claim_no,
    'found' as side,
    is_complete
from item_totals
union all by name
select
    items.report_id,
    if(items.basis = 'outturn', 'n.items.final_sum', 'n.items.budget_sum') as identity_id,
    'items ' || items.block_no || ' ' || items.basis as equation,
    items.claim_no,
    'expected' as side
from items
inner join item_totals using (report_id, block_no, basis)
union all by name
select
    report_id,
    'n.performance.count' as identity_id,
    'projects ' || block_no as equation,
    total_no as claim_no,
    'found' as side
from project_lists
union all by name
select
    project_budgets.report_id,
    'n.performance.count' as identity_id,
    'projects ' || project_budgets.block_no as equation,
    project_budgets.claim_no,
    'expected' as side
from project_budgets
inner join project_lists using (report_id, block_no)
union all by name
select distinct
    report_id,
    'n.amount.copy' as identity_id,
    'bought ' || claim_no as equation,
    claim_no,
    'found' as side,
    false as is_complete
from bought
union all by name
select
    report_id,
    'n.amount.copy' as identity_id,
    'bought ' || claim_no as equation,
    part_no as claim_no,
    'expected' as side
from bought
