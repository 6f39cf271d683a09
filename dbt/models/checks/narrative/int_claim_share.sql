-- Shares and rates of the running text with the part and the whole that they are taken of. The
-- part is the amount said just before of the same thing; the whole is the one that the text names
-- (占本年支出合计的 x%), else the one that its section divides. A share whose whole is not plain
-- has no row.
with claims as (
    select
        *,
        regexp_replace(
            translate(coalesce(base_label, ''), '“”‘’（）', '""""()'),
            '^(?:[0-9]{4}年度?|全年|当年|本单位|本部门|我单位|我部门|部门|单位)*'
            || '|["的 ]|(?:总额|总数|总计|合计|金额|总量|决算数?|数)+$',
            '', 'g'
        ) as base_key
    from {{ ref('int_claim_figure') }}
    where state = 'number' and not is_approximate
),

amounts as (
    select * from claims
    where scale = 'money' and quantity = 'amount' and basis in ('outturn', '')
),

-- the whole that a section divides, and the words that name one
wholes as (
    select
        claim.report_id,
        claim.claim_no,
        case
            when claim.subject in ('sme_award', 'micro_award')
                then
                    case
                        when regexp_full_match(claim.base_key, '政府采购(支出)?|采购(支出)?|')
                            then 'procurement_total'
                        when regexp_full_match(claim.base_key, '(授予)?中小企业合同') then 'sme_award'
                    end
            when
                claim.subject = 'evaluated_amount'
                and regexp_full_match(
                    claim.base_key, '(一般公共预算)?(财政拨款)?(部门)?项目(预算)?支出'
                )
                then 'all_projects'
            when claim.base_key = ''
                then
                    case
                        when claim.section = 'income' and claim.subject in (
                            'appropriation_income',
                            'general_budget_income',
                            'government_fund_income',
                            'state_capital_income', 'superior_subsidy', 'undertaking_income',
                            'operating_income', 'affiliate_remittance', 'other_income'
                        ) then 'current_income'
                        when claim.section = 'expenditure' and claim.subject in (
                            'basic', 'project', 'remitted_to_superior', 'operating_expenditure',
                            'affiliate_subsidy'
                        ) then 'current_expenditure'
                        when
                            claim.subject = 'functional_class'
                            and claim.section = 'general_budget_structure'
                            then 'general_budget_expenditure'
                        when
                            claim.section = 'basic_expenditure'
                            and claim.subject in ('personnel', 'public')
                            then 'basic'
                        when
                            starts_with(claim.section, 'three_public')
                            and claim.subject in ('overseas_travel', 'vehicles', 'reception')
                            then 'three_public_total'
                    end
            when regexp_full_match(claim.base_key, '本年(总)?支出|支出|总支出')
                then 'current_expenditure'
            when regexp_full_match(claim.base_key, '本年(总)?收入|收入|总收入')
                then 'current_income'
            when claim.base_key = '基本支出' then 'basic'
            when
                regexp_full_match(claim.base_key, '项目(支出|经费)')
                and claim.subject = 'project_item'
                then 'project'
            when
                regexp_full_match(
                    claim.base_key, '(本年)?(一般公共预算)?(财政拨款)(本年)?支出|一般公共预算支出'
                )
                and claim.subject = 'functional_class'
                then 'general_budget_expenditure'
            when regexp_full_match(claim.base_key, '"?三公"?经费(财政拨款)?(支出)?')
                then 'three_public_total'
        end as whole,
        claim.base_key
    from claims as claim
    where claim.quantity = 'share' and claim.unit = 'percent'
),

parts as (
    select
        share.report_id,
        share.claim_no,
        part.claim_no as part_no,
        part.amount,
        part.radius,
        part.cell
    from claims as share
    inner join amounts as part
        on
            share.report_id = part.report_id
            and share.sentence_no = part.sentence_no
            and share.topic = part.topic
            and share.subject is not distinct from part.subject
            and share.claim_no > part.claim_no
            and part.claim_no >= share.claim_no - 4
    where share.quantity = 'share' and share.unit = 'percent'
    qualify row_number() over (
        partition by share.report_id, share.claim_no order by part.claim_no desc
    ) = 1
),

-- the whole as the text prints it: the last one before in the same block, else the last one of
-- the same explanation
printed_wholes as (
    select
        wholes.report_id,
        wholes.claim_no,
        whole.amount,
        whole.radius,
        whole.cell,
        1 as preference,
        whole.claim_no as whole_no
    from wholes
    inner join claims as share
        on wholes.report_id = share.report_id and wholes.claim_no = share.claim_no
    inner join amounts as whole
        on
            wholes.report_id = whole.report_id
            and wholes.whole = whole.subject
            and share.block_no = whole.block_no
            and share.claim_no > whole.claim_no
            and (whole.item_no is null or whole.item_no is not distinct from share.item_no)
    union all
    select
        wholes.report_id,
        wholes.claim_no,
        whole.amount,
        whole.radius,
        whole.cell,
        2 as preference,
        whole.claim_no as whole_no
    from wholes
    inner join claims as share
        on wholes.report_id = share.report_id and wholes.claim_no = share.claim_no
    inner join amounts as whole
        on
            wholes.report_id = whole.report_id
            and wholes.whole = whole.subject
            and share.is_main
            and whole.is_main
            and whole.section = case wholes.whole
                when 'current_expenditure' then 'expenditure'
                when 'current_income' then 'income'
            end
            and share.claim_no > whole.claim_no
    union all
    -- the form itself
    select
        wholes.report_id,
        wholes.claim_no,
        cell.value_yuan as amount,
        cell.radius_yuan as radius,
        cell.cell,
        3 as preference,
        0 as whole_no
    from wholes
    inner join claims as share
        on
            wholes.report_id = share.report_id
            and wholes.claim_no = share.claim_no
            and share.report_kind = 'final_accounts'
    inner join {{ ref('int_text_figure') }} as cell
        on
            wholes.report_id = cell.report_id
            and case wholes.whole
                when 'current_income'
                    then
                        cell.form_code = 'income'
                        and cell.row_role = 'total'
                        and cell.measure = 'total'
                when 'current_expenditure'
                    then
                        cell.form_code = 'expenditure'
                        and cell.row_role = 'total'
                        and cell.measure = 'total'
                when 'general_budget_expenditure'
                    then
                        cell.form_code = 'general_budget_expenditure'
                        and cell.row_role = 'total'
                        and cell.measure = 'total'
                when 'all_projects'
                    then
                        cell.form_code = 'general_budget_expenditure'
                        and cell.row_role = 'total'
                        and cell.measure = 'project'
                when 'three_public_total'
                    then
                        cell.form_code = 'three_public_expenses'
                        and cell.row_role = 'total'
                        and cell.basis = 'outturn'
            end
            and (share.is_main or wholes.whole = 'all_projects')
),

nearest_wholes as (
    select *
    from printed_wholes
    where amount is not null
    qualify row_number() over (
        partition by report_id, claim_no order by preference asc, whole_no desc
    ) = 1
)

select
    share.report_id,
    share.claim_no,
    case
        when share.subject in ('sme_award', 'micro_award') then 'n.procurement.sme_share'
        when wholes.whole = 'all_projects' then 'n.performance.coverage'
        else 'n.share'
    end as identity_id,
    wholes.whole,
    parts.part_no,
    parts.amount as numerator,
    parts.radius as numerator_radius,
    nearest_wholes.amount as denominator,
    nearest_wholes.radius as denominator_radius,
    -- 占 x% of small contracts may be taken of the whole or of the contracts above them
    share.subject = 'micro_award' and wholes.base_key = '' as is_uncertain,
    [share.cell, parts.cell, nearest_wholes.cell] as cells
from claims as share
inner join wholes on share.report_id = wholes.report_id and share.claim_no = wholes.claim_no
inner join parts on share.report_id = parts.report_id and share.claim_no = parts.claim_no
inner join nearest_wholes
    on share.report_id = nearest_wholes.report_id and share.claim_no = nearest_wholes.claim_no
where wholes.whole is not null
