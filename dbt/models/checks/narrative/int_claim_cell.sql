{#- Which cell of which form a figure of a section names. The last column is the identity. -#}
{%- set t1 = 'income_expenditure_summary' -%}
{%- set t2 = 'income' -%}
{%- set t3 = 'expenditure' -%}
{%- set t4 = 'appropriation_summary' -%}
{%- set t5 = 'general_budget_expenditure' -%}
{%- set t6 = 'general_budget_basic_expenditure' -%}
{%- set t7 = 'three_public_expenses' -%}
{%- set general = 'general_budget_(expenditure|overall|structure|items)' -%}
{%- set three = 'three_public|three_public_overall|three_public_details' -%}
{%- set cells = [
    ('overall', 'total_income', t1, 'income', '总计', 'total', 'amount', 'n.total.label'),
    ('overall', 'income_expenditure_total', t1, 'income', '总计', 'total', 'amount', 'n.total.label'),
    ('overall', 'total_expenditure', t1, 'expenditure', '总计', 'total', 'amount', 'n.total.label'),
    ('appropriation_overall', 'appropriation_total_income', t4, 'income', '总计', 'total', 'amount', 'n.total.label'),
    ('appropriation_overall', 'appropriation_income_expenditure_total', t4, 'income', '总计', 'total', 'amount', 'n.total.label'),
    ('appropriation_overall', 'appropriation_total_expenditure', t4, 'expenditure', '总计', 'total', 'total', 'n.total.label'),
    ('overall|income', 'current_income', t1, 'income', '本年收入合计', 'subtotal', 'amount', 'n.amount.copy'),
    ('overall|expenditure', 'current_expenditure', t1, 'expenditure', '本年支出合计', 'subtotal', 'amount', 'n.amount.copy'),
    ('overall', 'opening_balance', t1, 'income', '年初结转和结余', 'leaf', 'amount', 'n.amount.copy'),
    ('overall', 'closing_balance', t1, 'expenditure', '年末结转和结余', 'leaf', 'amount', 'n.amount.copy'),
    ('overall', 'nonfiscal_surplus_used', t1, 'income', '使用非财政拨款结余.*', 'leaf', 'amount', 'n.amount.copy'),
    ('overall', 'surplus_distribution', t1, 'expenditure', '结余分配', 'leaf', 'amount', 'n.amount.copy'),
    ('overall|income', 'general_budget_income', t1, 'income', '一般公共预算财政拨款收入', 'leaf', 'amount', 'n.amount.copy'),
    ('overall|income', 'government_fund_income', t1, 'income', '政府性基金预算财政拨款收入', 'leaf', 'amount', 'n.amount.copy'),
    ('overall|income', 'state_capital_income', t1, 'income', '国有资本经营预算财政拨款收入', 'leaf', 'amount', 'n.amount.copy'),
    ('overall|income', 'appropriation_income', t2, '', '.*', 'total', 'appropriation', 'n.amount.copy'),
    ('overall|income', 'superior_subsidy', t2, '', '.*', 'total', 'superior_subsidy', 'n.amount.copy'),
    ('overall|income', 'undertaking_income', t2, '', '.*', 'total', 'undertaking', 'n.amount.copy'),
    ('overall|income', 'operating_income', t2, '', '.*', 'total', 'operating', 'n.amount.copy'),
    ('overall|income', 'affiliate_remittance', t2, '', '.*', 'total', 'affiliate_remittance', 'n.amount.copy'),
    ('overall|income', 'other_income', t2, '', '.*', 'total', 'other', 'n.amount.copy'),
    ('overall|expenditure', 'basic', t3, '', '.*', 'total', 'basic', 'n.amount.copy'),
    ('overall|expenditure', 'project', t3, '', '.*', 'total', 'project', 'n.amount.copy'),
    ('overall|expenditure', 'remitted_to_superior', t3, '', '.*', 'total', 'remitted_to_superior', 'n.amount.copy'),
    ('overall|expenditure', 'operating_expenditure', t3, '', '.*', 'total', 'operating', 'n.amount.copy'),
    ('overall|expenditure', 'affiliate_subsidy', t3, '', '.*', 'total', 'affiliate_subsidy', 'n.amount.copy'),
    ('appropriation_overall', 'appropriation_income', t4, 'income', '本年收入合计', 'subtotal', 'amount', 'n.amount.copy'),
    ('appropriation_overall', 'general_budget_income', t4, 'income', '一般公共预算财政拨款', 'leaf', 'amount', 'n.amount.copy'),
    ('appropriation_overall', 'government_fund_income', t4, 'income', '政府性基金预算财政拨款', 'leaf', 'amount', 'n.amount.copy'),
    ('appropriation_overall', 'appropriation_expenditure', t4, 'expenditure', '本年支出合计', 'subtotal', 'total', 'n.amount.copy'),
    ('appropriation_overall', 'opening_balance', t4, 'opening_balance', '年初财政拨款结转和结余', 'subtotal', 'amount', 'n.amount.copy'),
    ('appropriation_overall', 'closing_balance', t4, 'expenditure', '年末财政拨款结转和结余', 'subtotal|leaf', 'total', 'n.amount.copy'),
    (general, 'general_budget_expenditure', t5, '', '.*', 'total', 'total', 'n.amount.copy'),
    (general, 'general_budget_expenditure', t4, 'expenditure', '本年支出合计', 'subtotal', 'total', 'n.amount.copy'),
    (general, 'basic', t5, '', '.*', 'total', 'basic', 'n.amount.copy'),
    (general, 'project', t5, '', '.*', 'total', 'project', 'n.amount.copy'),
    ('basic_expenditure', 'basic', t5, '', '.*', 'total', 'basic', 'n.basic'),
    ('basic_expenditure', 'personnel', t6, 'personnel', '.*', 'total', 'amount', 'n.basic'),
    ('basic_expenditure', 'public', t6, 'public', '.*', 'total', 'amount', 'n.basic'),
    (three, 'three_public_total', t7, '', '合计', 'total', 'amount', 'n.sangong'),
    (three, 'overseas_travel', t7, '', '因公出国.*', 'leaf', 'amount', 'n.sangong'),
    (three, 'vehicles', t7, '', '小计|公务用车购置及运行.*', 'subtotal|leaf', 'amount', 'n.sangong'),
    (three, 'vehicle_purchase', t7, '', '公务用车购置费?', 'leaf', 'amount', 'n.sangong'),
    (three, 'vehicle_running', t7, '', '公务用车运行(维护)?费?', 'leaf', 'amount', 'n.sangong'),
    (three, 'reception', t7, '', '公务接待费?', 'leaf', 'amount', 'n.sangong'),
    ('government_fund', 'government_fund_income', 'government_fund', '', '.*', 'total', 'income', 'n.amount.copy'),
    ('government_fund', 'government_fund_expenditure|current_expenditure', 'government_fund', '', '.*', 'total', 'total', 'n.amount.copy'),
    ('government_fund', 'opening_balance', 'government_fund', '', '.*', 'total', 'opening', 'n.amount.copy'),
    ('government_fund', 'closing_balance', 'government_fund', '', '.*', 'total', 'closing', 'n.amount.copy'),
    ('government_fund', 'basic', 'government_fund', '', '.*', 'total', 'basic', 'n.amount.copy'),
    ('government_fund', 'project', 'government_fund', '', '.*', 'total', 'project', 'n.amount.copy'),
    ('state_capital', 'state_capital_income', 'state_capital', '', '.*', 'total', 'income', 'n.amount.copy'),
    ('state_capital', 'state_capital_expenditure|current_expenditure', 'state_capital', '', '.*', 'total', 'total', 'n.amount.copy'),
    ('state_capital', 'project', 'state_capital', '', '.*', 'total', 'project', 'n.amount.copy'),
] -%}
-- The cell of a form that an amount of the explanation names, by section and subject. Where a
-- text may mean two cells (财政拨款支出 with or without the funds), the one that agrees counts.
with named_cells (
    sections, subjects, form_code, block, label, roles, measure, identity_id, preference
) as (
    values
    {% for sections, subject, form, block, label, role, measure, identity in cells %}
        (
            '{{ sections }}',
            '{{ subject }}',
            '{{ form }}',
            '{{ block }}',
            '{{ label }}',
            '{{ role }}', '{{ measure }}', '{{ identity }}', {{ loop.index }}
        ){% if not loop.last %},{% endif %}
    {% endfor %}
),

amounts as (
    select
        *,
        case
            when basis in ('budget_initial', 'budget_revised', 'budget_unstated') then 'budget'
            when basis in ('outturn', 'opening', 'closing', '') then 'actual'
        end as side
    from {{ ref('int_claim_figure') }}
    where
        is_main
        and quantity = 'amount'
        and scale = 'money'
        and amount is not null
        and state = 'number'
        and not is_approximate
),

cells as (
    select
        * exclude (report_id),
        report_id as of_report_id
    from {{ ref('int_text_figure') }}
),

-- below an item a figure is about the item and not about the whole form
by_subject as (
    select
        claim.report_id,
        claim.claim_no,
        named_cells.identity_id,
        named_cells.preference,
        claim.amount as claim_amount,
        claim.basis as claim_basis,
        claim.side,
        cell.*
    from amounts as claim
    inner join named_cells
        on
            regexp_full_match(claim.section, named_cells.sections)
            and regexp_full_match(claim.subject, named_cells.subjects)
            and (
                claim.item_no is null
                or claim.section not in ('general_budget_items', 'general_budget_expenditure')
            )
    inner join cells as cell
        on
            claim.report_id = cell.of_report_id
            and named_cells.form_code = cell.form_code
            and named_cells.block = cell.block
            and regexp_full_match(cell.row_key, named_cells.label)
            and regexp_full_match(cell.row_role, named_cells.roles)
            and named_cells.measure = cell.measure
            and (claim.side = 'budget') = starts_with(cell.basis, 'budget')
    where
        claim.side = 'actual'
        or named_cells.form_code = '{{ t7 }}'
),

-- 类, 款 and 项 by their code
by_code as (
    select
        claim.report_id,
        claim.claim_no,
        case
            when claim.section = 'general_budget_structure' then 'n.amount.copy'
            else 'n.items.final_sum'
        end as identity_id,
        1000 as preference,
        claim.amount as claim_amount,
        claim.basis as claim_basis,
        claim.side,
        cell.*
    from amounts as claim
    inner join cells as cell
        on
            claim.report_id = cell.of_report_id
            and cell.form_code = '{{ t5 }}'
            and cell.measure = 'total'
            and claim.function_code = cell.row_code
    where
        claim.side = 'actual'
        and claim.subject in ('functional_class', 'functional_item')
        and (
            claim.section = 'general_budget_structure'
            or (
                claim.section in ('general_budget_items', 'general_budget_expenditure')
                and claim.item_no is not null
            )
        )
),

candidates as (
    select * from by_subject
    union all by name
    select * from by_code
)

select
    report_id,
    claim_no,
    identity_id,
    form_code,
    form_title,
    row_code,
    row_label,
    measure,
    basis as cell_basis,
    value_yuan,
    radius_yuan,
    zero_radius_yuan,
    quantum_yuan,
    unit,
    column_decimals,
    cell,
    -- 年初预算 and 全年预算 are two figures; what is not told apart may be either
    side = 'budget' and claim_basis <> basis as is_of_other_basis,
    count(*) over (partition by report_id, claim_no, preference) > 1 as is_ambiguous
from candidates
where value_yuan is not null
qualify row_number() over (
    partition by report_id, claim_no
    order by value_yuan = claim_amount desc, preference, page asc, table_row asc, table_column asc
) = 1
