-- How the text is written: figures that are none, units left out, words of the template left
-- standing, dates that cannot be, and what it says of funds without money.
with claims as (
    select * from {{ ref('int_claim_figure') }}
),

statements as (
    select
        statement.*,
        report.fiscal_year,
        report.kind as report_kind,
        coalesce('p.' || statement.page || ' ', '')
        || '第 '
        || statement.sentence_no
        || ' 句' as cell,
        coalesce(statement.section_label, '') || coalesce(' ' || statement.item_no, '')
        || '·' || statement.statement_text as place
    from {{ ref('stg_narrative_statement') }} as statement
    inner join {{ ref('stg_report') }} as report on statement.report_id = report.report_id
    where report.kind in ('final_accounts', 'self_evaluation')
),

-- a digit group too long, a rate without %, an amount without its unit
syntax as (
    select
        report_id,
        'n.number.syntax' as identity_id,
        place,
        'violation' as verdict,
        case
            when state = 'illegible' then '三位一组的数字'
            when quantity = 'amount' then value_text || '万元（或元）'
            else value_text || '%'
        end as expected,
        value_text as found,
        [cell] as cells,
        claim_no,
        case
            when state = 'illegible' then '数字写法有误，无法认定是多少'
            when quantity = 'amount' then '金额没有写单位'
            else '比率没有写百分号'
        end as remark
    from claims
    where
        state = 'illegible'
        or (
            unit = ''
            and amount <> 0
            and (
                quantity in ('growth', 'share', 'completion')
                or (quantity = 'amount' and basis <> '' and decimals > 0)
            )
        )
),

well_written as (
    select
        report_id,
        'n.number.syntax' as identity_id,
        '' as place,
        'exact' as verdict,
        cast(null as varchar) as expected,
        count(*) || ' 个数' as found,
        cast([] as varchar[]) as cells,
        cast(null as integer) as claim_no,
        '数字写法都合规' as remark
    from claims
    group by report_id
    having report_id not in (select syntax.report_id from syntax)
),

placeholders as (
    select
        report_id,
        'n.placeholder' as identity_id,
        place,
        'violation' as verdict,
        '选定的词' as expected,
        statement_text as found,
        [cell] as cells,
        cast(null as integer) as claim_no,
        '模板中的选项没有选定或删去' as remark
    from statements
    where kind = 'placeholder'
),

without_placeholders as (
    select
        report_id,
        'n.placeholder' as identity_id,
        '' as place,
        'exact' as verdict,
        cast(null as varchar) as expected,
        '没有模板残留' as found,
        cast([] as varchar[]) as cells,
        cast(null as integer) as claim_no,
        '没有发现模板残留' as remark
    from claims
    group by report_id
    having report_id not in (select placeholders.report_id from placeholders)
),

-- a mark or a word of the template set twice in a sentence with figures
sentences as (
    select
        report_id,
        regexp_replace(sentence, '[[:space:]]', '', 'g') as sentence,
        min(cell) as cell,
        min(claim_no) as claim_no,
        min(section_label) as section_label
    from claims
    group by report_id, sentence
),

doubled as (
    select
        report_id,
        'n.template.doubled' as identity_id,
        coalesce(section_label, '') || '·' || cell as place,
        'violation' as verdict,
        '一个' as expected,
        regexp_extract(
            sentence, '，，|。。|；；|：：|、、|，。|；。|、。|万元万元|决算决算|预算预算|情况情况|增加增加|减少减少|完成完成'
            || '|原因是(?:主要)?原因是|支出决算支出决算|年初预算年初预算|^[，；：、]'
        ) as found,
        [cell] as cells,
        claim_no,
        '标点或词语重复' as remark
    from sentences
    where found <> ''
),

well_set as (
    select
        report_id,
        'n.template.doubled' as identity_id,
        '' as place,
        'exact' as verdict,
        cast(null as varchar) as expected,
        count(*) || ' 句' as found,
        cast([] as varchar[]) as cells,
        cast(null as integer) as claim_no,
        '没有发现重复的标点或词语' as remark
    from sentences
    group by report_id
    having report_id not in (select doubled.report_id from doubled)
),

-- a report of a year is written after that year; stocks are counted on its last day
dates as (
    select
        *,
        cast(regexp_extract(statement_text, '((?:19|20)[0-9]{2})[[:space:]]*年', 1) as integer)
            as year,
        cast(regexp_extract(statement_text, '([0-9]{1,2})[[:space:]]*月', 1) as integer) as month,
        cast(regexp_extract(statement_text, '([0-9]{1,2})[[:space:]]*日', 1) as integer) as day
    from statements
    where kind in ('date', 'as_of') and fiscal_year is not null
),

years as (
    select
        report_id,
        'n.year' as identity_id,
        place,
        case
            when kind = 'date' and year > fiscal_year then 'exact'
            when kind = 'as_of' and (year, month, day) = (fiscal_year, 12, 31) then 'exact'
            else 'violation'
        end as verdict,
        case kind
            when 'date' then fiscal_year || '年12月31日以后'
            else fiscal_year || '年12月31日'
        end as expected,
        statement_text as found,
        [cell] as cells,
        cast(null as integer) as claim_no,
        case kind
            when 'date' then '报告日期应在所属年度结束以后'
            else '存量应为年度最后一天的数'
        end as remark
    from dates
    where
        -- the day of the report stands before its sections; elsewhere a date may be anything's
        (kind = 'date' and section = 'opening')
        or (kind = 'as_of' and section = 'state_assets')
),

-- a notice cited by two reports of one file under one number, its name a character or two apart
documents as (
    select
        *,
        regexp_extract(statement_text, '《(.+)》', 1) as title,
        translate(regexp_extract(statement_text, '》(.+号)', 1), '〔〕[]（） ', '()()()') as number
    from statements
    where kind = 'document'
),

named_twice as (
    select
        document.report_id,
        'n.repeat' as identity_id,
        document.place,
        'violation' as verdict,
        other.title as expected,
        document.title as found,
        [document.cell] as cells,
        cast(null as integer) as claim_no,
        '同一文号 ' || ltrim(document.number, '(') || ' 的文件在同一文件的另一份报告中名称不同' as remark
    from documents as document
    inner join documents as other
        on
            document.source_file = other.source_file
            and document.report_id <> other.report_id
            and document.number = other.number
            and levenshtein(
                regexp_replace(document.title, '[[:space:]]', '', 'g'),
                regexp_replace(other.title, '[[:space:]]', '', 'g')
            ) between 1 and 2
    qualify row_number() over (
        partition by document.report_id, document.number
        order by document.statement_no, other.report_id, other.statement_no
    ) = 1
),

-- no money of a fund, in words or in noughts
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
    from (
        select
            *,
            basis = 'outturn'
            and (subject in ('basic', 'project') or ends_with(subject, '_expenditure'))
                as is_spending
        from claims
    ) as claims
    where
        section in ('government_fund', 'state_capital')
        and scale = 'money'
        and quantity = 'amount'
        and basis in ('outturn', 'opening', 'closing')
        and state = 'number'
        and is_main
    group by report_id, section
),

fund_words as (
    select
        report_id,
        section as fund,
        min(cell) as cell,
        min(place) as place,
        -- 没有使用…安排的支出 says nothing of income and balances
        bool_and(
            contains(statement_text, '支出')
            and not regexp_matches(statement_text, '收入|收支|收、支|结转|结余')
        ) as is_of_spending,
        min(statement_text) as found
    from statements
    where kind = 'nothing' and section in ('government_fund', 'state_capital')
    group by report_id, section
),

funds_said as (
    select
        coalesce(fund_claims.report_id, fund_words.report_id) as report_id,
        coalesce(fund_claims.fund, fund_words.fund) as fund,
        coalesce(fund_words.cell, fund_claims.cell) as cell,
        coalesce(fund_words.place, fund_claims.place) as place,
        case
            when fund_claims.is_nothing is false then '有数（' || fund_claims.found || '）'
            else '没有'
        end as said,
        -- words and figures of one section that contradict each other say nothing certain
        coalesce(not fund_claims.is_nothing, false) and fund_words.report_id is not null
            as is_contradictory,
        coalesce(fund_words.is_of_spending, true) and coalesce(fund_claims.is_of_spending, true)
            as is_of_spending,
        coalesce(fund_claims.tells_spending, false) as tells_spending,
        fund_claims.claim_no
    from fund_claims
    full outer join fund_words
        on fund_claims.report_id = fund_words.report_id and fund_claims.fund = fund_words.fund
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
        funds_said.report_id,
        'n.fund.empty' as identity_id,
        funds_said.place,
        case
            when funds_said.is_contradictory then 'not_evaluable'
            when form.form_state in ('absent', 'ambiguous') then 'not_evaluable'
            -- income and balances have no place in a form of expenditure
            when
                funds_said.said <> '没有'
                and not funds_said.tells_spending
                and form.form_state = 'empty'
                and form.is_of_spending_only
                then 'not_evaluable'
            when
                funds_said.said = '没有'
                and funds_said.is_of_spending
                and not coalesce(fund_spending.has_spending, false)
                then 'exact'
            when (funds_said.said = '没有') = (form.form_state = 'empty') then 'exact'
            else 'violation'
        end as verdict,
        case form.form_state when 'empty' then '没有' when 'filled' then '有数' end as expected,
        funds_said.said as found,
        [funds_said.cell] as cells,
        funds_said.claim_no,
        case
            when funds_said.is_contradictory then '文字和数字互相矛盾'
            when form.form_state = 'absent' then '报告中没有' || form.title_zh
            when form.form_state = 'empty' then form.title_zh || '没有数'
            else form.title_zh || '有数'
        end as remark
    from funds_said
    left join told on funds_said.report_id = told.report_id
    inner join {{ ref('int_form_state') }} as form
        on
            coalesce(told.form_report_id, funds_said.report_id) = form.report_id
            and funds_said.fund = form.form_code
    left join fund_spending
        on form.report_id = fund_spending.report_id and form.form_code = fund_spending.form_code
),

-- 机关运行经费 is spent by organs of government and institutions managed like them
institutions as (
    select
        report_id,
        'n.opcost.le_public' as identity_id,
        place,
        case when amount = 0 then 'exact' else 'violation' end as verdict,
        '0 或不写' as expected,
        value_text as found,
        [cell] as cells,
        claim_no,
        '机关运行经费是行政单位和参照公务员法管理的事业单位的，其他事业单位没有' as remark
    from claims
    where
        is_main
        and subject = 'operating_cost'
        and quantity = 'amount'
        and basis = 'outturn'
        and state = 'number'
        and starts_with(agency_kind, 'public_institution')
    qualify row_number() over (partition by report_id order by claim_no) = 1
)

{% for part in [
    'syntax', 'well_written', 'placeholders', 'without_placeholders', 'doubled', 'well_set',
    'years', 'funds', 'named_twice', 'institutions'
] %}
    select * from {{ part }}
    {% if not loop.last %}union all by name{% endif %}
{% endfor %}
