-- Terms of the identities about the money of the sheets: sources add up to the total, outturn stays
-- within the budget, projects stay within the project spending of the final accounts.
with totals as (
    select *
    from {{ ref('int_performance_fund') }}
    where not is_part and fund = 'total'
    qualify fund_no = min(fund_no) over (partition by report_id, table_no)
),

-- 基本支出 and 项目支出 split the total a second time; the levels and funds of an appropriation may
-- be parts of it or stand beside it
parts as (
    select
        *,
        fund in ('basic_expenditure', 'project_expenditure') as is_by_nature,
        fund in (
            'superior_appropriation', 'own_level_appropriation', 'government_fund', 'state_capital'
        )
        and bool_or(fund = 'appropriation') over (partition by report_id, table_no)
            as may_be_inside
    from {{ ref('int_performance_fund') }}
    where is_part
),

part_sums as (
    select
        parts.report_id,
        parts.table_no,
        parts.measure,
        parts.is_by_nature,
        count(*) filter (where parts.state = 'number') as numbers,
        count(distinct parts.fund) as kinds,
        bool_or(parts.fund in ('other', 'unit_funds')) as has_rest,
        sum(parts.value_yuan) as sum_of_all,
        sum(parts.value_yuan) filter (where not parts.may_be_inside) as sum_of_outer,
        sum(parts.radius_yuan) + min(totals.radius_yuan) as radius,
        min(totals.value_yuan) as total_yuan
    from parts
    inner join totals
        on
            parts.report_id = totals.report_id
            and parts.table_no = totals.table_no
            and parts.measure = totals.measure
    where totals.state = 'number'
    group by all
    having numbers > 0
),

read as (
    select
        *,
        case
            when is_by_nature then case when kinds = 2 then 'all' else 'none' end
            when sum_of_all = sum_of_outer then 'all'
            when abs(total_yuan - sum_of_outer) <= radius then 'outer'
            when abs(total_yuan - sum_of_all) <= radius then 'all'
            else 'unclear'
        end as reading
    from part_sums
),

fund_sum as (
    select
        totals.*,
        'found' as side,
        read.is_by_nature,
        read.has_rest,
        totals.value_yuan as term_value
    from totals
    inner join read
        on
            totals.report_id = read.report_id
            and totals.table_no = read.table_no
            and totals.measure = read.measure
    where read.reading <> 'none'
    union all by name
    select
        parts.* exclude (is_by_nature, may_be_inside),
        'expected' as side,
        read.is_by_nature,
        read.has_rest,
        case when read.reading <> 'unclear' then parts.value_yuan end as term_value
    from parts
    inner join read
        on
            parts.report_id = read.report_id
            and parts.table_no = read.table_no
            and parts.measure = read.measure
            and parts.is_by_nature = read.is_by_nature
    where read.reading in ('all', 'unclear') or (read.reading = 'outer' and not parts.may_be_inside)
),

-- 全年执行数 <= 全年预算数; the part with other sources only, when its name says so
ordered as (
    select
        outturn.report_id,
        outturn.table_no,
        outturn.fund_no
    from {{ ref('int_performance_fund') }} as outturn
    inner join {{ ref('int_performance_fund') }} as budget
        on
            outturn.report_id = budget.report_id
            and outturn.table_no = budget.table_no
            and outturn.fund_no = budget.fund_no
            and budget.measure = 'budget_revised'
            and budget.state = 'number'
    where outturn.measure = 'outturn' and outturn.state = 'number' and not outturn.is_part
),

-- what each project drew from the appropriation; without such a row its total, when that is one
of_appropriation as (
    select
        *,
        fund = 'appropriation' as is_appropriation,
        coalesce(fund = 'appropriation' or regexp_matches(fund_label, {{ phrase('fiscal_money') }}), false) as is_certain
    from {{ ref('int_performance_fund') }}
    where
        eval_scope = 'project'
        and measure = 'outturn'
        and state = 'number'
        and fund in ('appropriation', 'total')
    qualify row_number() over (
        partition by report_id, table_no order by fund <> 'appropriation', fund_no
    ) = 1
),

bounds as (
    select
        figure.*,
        form.form_state
    from {{ ref('int_figure') }} as figure
    inner join {{ ref('int_form_state') }} as form
        on
            figure.report_id = form.report_id
            and figure.form_code = form.form_code
            and figure.table_no = form.table_no
            and form.form_state = 'filled'
    where
        figure.form_code in ('general_budget_expenditure', 'government_fund', 'state_capital')
        and figure.measure = 'project'
        and figure.basis = 'outturn'
        and figure.row_role = 'total'
    qualify bool_or(figure.form_code = 'general_budget_expenditure')
        over (
            partition by figure.report_id
        )
    and count(*) over (partition by figure.report_id, figure.form_code) = 1
),

bound_sums as (
    select
        report_id,
        sum(value_yuan) as bound_yuan
    from bounds
    group by report_id
),

-- each project, and all of them together
of_projects as (
    select
        *,
        sheet_name as instance
    from of_appropriation
    union all by name
    select
        *,
        '各项目合计' as instance
    from of_appropriation
),

projects as (
    select
        of_projects.*,
        case
            when
                of_projects.is_certain
                or sum(of_projects.value_yuan) over (
                    partition by of_projects.report_id, of_projects.instance
                ) <= bound_sums.bound_yuan
                then of_projects.value_yuan
        end as term_value
    from of_projects
    inner join bound_sums on of_projects.report_id = bound_sums.report_id
),

project_instances as (
    select distinct
        report_id,
        instance
    from projects
),

versus_final as (
    select
        report_id,
        source_file,
        instance,
        'found' as side,
        term_value,
        radius_yuan,
        zero_radius_yuan,
        quantum_yuan,
        column_decimals,
        unit,
        cell,
        page,
        table_no as term_position
    from projects
    union all by name
    select
        bounds.report_id,
        bounds.source_file,
        instances.instance,
        'expected' as side,
        bounds.value_yuan as term_value,
        bounds.radius_yuan,
        bounds.zero_radius_yuan,
        bounds.quantum_yuan,
        bounds.column_decimals,
        bounds.unit,
        bounds.cell,
        bounds.page,
        bounds.table_no as term_position
    from bounds
    inner join project_instances as instances on bounds.report_id = instances.report_id
),

terms as (
    select
        report_id,
        source_file,
        'p.fund.sum' as identity_id,
        sheet_name || '[' || measure || ']' || case when is_by_nature then '[按支出性质]' else '' end
            as instance,
        -- without a row for the rest the printed sources need not be all
        case when has_rest or is_by_nature then 'eq' else 'ge' end as relation,
        side,
        term_value,
        radius_yuan,
        zero_radius_yuan,
        quantum_yuan,
        column_decimals,
        unit,
        cell,
        page,
        fund_no as term_position
    from fund_sum
    union all by name
    select
        fund.report_id,
        fund.source_file,
        'p.fund.order' as identity_id,
        fund.sheet_name as instance,
        'le' as relation,
        case when fund.measure = 'outturn' then 'found' else 'expected' end as side,
        fund.value_yuan as term_value,
        fund.radius_yuan,
        fund.zero_radius_yuan,
        fund.quantum_yuan,
        fund.column_decimals,
        fund.unit,
        fund.cell,
        fund.page,
        fund.fund_no as term_position
    from {{ ref('int_performance_fund') }} as fund
    inner join ordered
        on
            fund.report_id = ordered.report_id
            and fund.table_no = ordered.table_no
            and fund.fund_no = ordered.fund_no
    where fund.measure in ('outturn', 'budget_revised')
    union all by name
    select
        report_id,
        source_file,
        'p.amount.vs_final' as identity_id,
        instance,
        'le' as relation,
        side,
        term_value,
        radius_yuan,
        zero_radius_yuan,
        quantum_yuan,
        column_decimals,
        unit,
        cell,
        page,
        term_position
    from versus_final
)

select
    report_id,
    source_file,
    identity_id,
    instance,
    relation,
    side,
    1 as weight,
    cast(term_value as decimal(24, 4)) as term_value,
    radius_yuan as radius,
    zero_radius_yuan - radius_yuan as zero_radius,
    quantum_yuan as quantum,
    column_decimals as decimals,
    unit,
    cell,
    page,
    term_position
from terms
