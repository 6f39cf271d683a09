-- Money that the text says is not there, or that cannot be: funds without income and spending, and
-- 机关运行经费 of an institution.
with claims as (
    select
        *,
        basis = 'outturn'
        and (subject in ('basic', 'project') or ends_with(subject, '_expenditure')) as is_spending
    from {{ ref('int_claim_figure') }}
    where is_main and state = 'number'
),

-- no money of a fund, in noughts
fund_claims as (
    select
        report_id,
        section as fund,
        bool_and(amount = 0) as is_nothing,
        bool_and(is_spending) as is_of_spending,
        bool_or(is_spending and amount <> 0) as tells_spending,
        min(claim_no) as claim_no,
        arg_min(cell, claim_no) as cell,
        arg_min(place, claim_no) as place,
        arg_max(value_text, abs(amount)) as found
    from claims
    where
        section in ('government_fund', 'state_capital')
        and scale = 'money'
        and quantity = 'amount'
        and basis in ('outturn', 'opening', 'closing')
    group by report_id, section
),

-- no money of a fund, in words
fund_words as (
    select
        report_id,
        section as fund,
        min(cell) as cell,
        min(place) as place,
        -- 没有使用…安排的支出 says nothing of income and balances
        bool_and(
            regexp_matches(statement_text, {{ phrase('spending') }})
            and not regexp_matches(statement_text, {{ phrase('other_than_spending') }})
        ) as is_of_spending
    from {{ ref('int_text_statement') }}
    where kind = 'nothing' and section in ('government_fund', 'state_capital')
    group by report_id, section
),

said as (
    select
        report_id,
        fund,
        coalesce(fund_words.cell, fund_claims.cell) as cell,
        coalesce(fund_words.place, fund_claims.place) as place,
        coalesce(fund_claims.is_nothing, true) as has_nothing,
        if(has_nothing, '没有', '有数（' || fund_claims.found || '）') as found,
        -- words and figures of one section that contradict each other say nothing certain
        not has_nothing and fund_words.cell is not null as is_contradictory,
        coalesce(fund_words.is_of_spending, true) and coalesce(fund_claims.is_of_spending, true)
            as is_of_spending,
        coalesce(fund_claims.tells_spending, false) as tells_spending,
        fund_claims.claim_no
    from fund_claims
    full outer join fund_words using (report_id, fund)
),

-- the report that has the forms, where they are another file
told as (
    select distinct
        report_id,
        form_report_id
    from {{ ref('int_text_figure') }}
),

fund_spending as (
    select
        report_id,
        form_code,
        bool_or(value_yuan <> 0) as has_spending
    from {{ ref('int_check_figure') }}
    where
        form_code in ('government_fund', 'state_capital')
        and measure in ('total', 'basic', 'project')
    group by report_id, form_code
),

funds as (
    select
        said.report_id,
        'n.fund.empty' as identity_id,
        said.place,
        case
            when said.is_contradictory then 'not_evaluable'
            when form.form_state in ('absent', 'ambiguous') then 'not_evaluable'
            -- income and balances have no place in a form of expenditure
            when
                not said.has_nothing
                and not said.tells_spending
                and form.form_state = 'empty'
                and form.is_of_spending_only
                then 'not_evaluable'
            when
                said.has_nothing
                and said.is_of_spending
                and not coalesce(fund_spending.has_spending, false)
                then 'exact'
            when said.has_nothing = (form.form_state = 'empty') then 'exact'
            else 'violation'
        end as verdict,
        case form.form_state when 'empty' then '没有' when 'filled' then '有数' end as expected,
        said.found,
        [said.cell] as cells,
        said.claim_no,
        case
            when said.is_contradictory then '文字和数字互相矛盾'
            when form.form_state = 'absent' then '报告中没有' || form.title_zh
            when form.form_state = 'empty' then form.title_zh || '没有数'
            else form.title_zh || '有数'
        end as remark
    from said
    left join told on said.report_id = told.report_id
    inner join {{ ref('int_form_state') }} as form
        on
            coalesce(told.form_report_id, said.report_id) = form.report_id
            and said.fund = form.form_code
    left join fund_spending
        on form.report_id = fund_spending.report_id and form.form_code = fund_spending.form_code
),

-- 机关运行经费 is spent by organs of government and institutions managed like them
institutions as (
    select
        report_id,
        'n.opcost.le_public' as identity_id,
        place,
        if(amount = 0, 'exact', 'violation') as verdict,
        '0 或不写' as expected,
        value_text as found,
        [cell] as cells,
        claim_no,
        '机关运行经费是行政单位和参照公务员法管理的事业单位的，其他事业单位没有' as remark
    from claims
    where
        subject = 'operating_cost'
        and quantity = 'amount'
        and basis = 'outturn'
        and starts_with(agency_kind, 'public_institution')
    qualify row_number() over (partition by report_id order by claim_no) = 1
)

select * from funds
union all by name
select * from institutions
