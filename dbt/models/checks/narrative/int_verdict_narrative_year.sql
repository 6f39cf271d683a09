-- Years that the text names with its figures: this year's figures under another year, as last
-- year's text leaves them, comparisons with a year that is not the one before, and dates that
-- cannot be.
with claims as (
    select
        claim.*,
        regexp_replace(
            translate(substr(claim.sentence, 1, claim.char_start), '（）', '()'),
            '[[:space:]]', '', 'g'
        ) as words_before
    from {{ ref('int_claim_figure') }} as claim
    where
        (claim.is_main or claim.section = 'procurement')
        and claim.report_kind = 'final_accounts'
        and claim.fiscal_year is not null
        and claim.state = 'number'
        and claim.amount <> 0
),

named as (
    select
        *,
        count(*) over (partition by report_id, subject) as printings
    from claims
    where quantity = 'amount' and scale = 'money' and basis = 'outturn'
),

of_year as (
    select
        *,
        try_cast(
            regexp_extract(words_before, {{ phrase('year_of_a_figure') }}, 1) as integer
        ) as year
    from named
    -- most sentences name the year of the report and no other
    where
        regexp_matches(
            replace(words_before, cast(fiscal_year as varchar), ''), '(?:19|20)[0-9]{2}'
        )
),

-- only the form can tell that a figure is this year's: an earlier year may be spoken of
of_another_year as (
    select
        of_year.*,
        of_year.fiscal_year as year_meant,
        '印的是本年的数，年度写成了 ' || of_year.year || ' 年' as remark
    from of_year
    inner join {{ ref('int_claim_cell') }} as printed
        on
            of_year.report_id = printed.report_id
            and of_year.claim_no = printed.claim_no
            and of_year.amount = printed.amount
    where of_year.year <> of_year.fiscal_year
),

-- no form prints procurement and running costs: the only figure of them is that of the year
alone_of_another_year as (
    select
        *,
        fiscal_year as year_meant,
        '只印了 ' || year || ' 年的数，没有本年的' as remark
    from of_year
    where
        subject in ('procurement_total', 'operating_cost')
        and printings = 1
        and year <> fiscal_year
        and not contains(sentence, cast(fiscal_year as varchar))
),

comparisons as (
    select
        *,
        try_cast(
            regexp_extract(words_before, {{ phrase('year_compared_with') }}, 1) as integer
        ) as year
    from claims
    where quantity in ('change', 'growth') and basis = 'prior_outturn'
),

-- 比2019年增加 beside a comparison with the year before is a second one
with_another as (
    select
        *,
        fiscal_year - 1 as year_meant,
        '增减应与上一年度相比' as remark
    from comparisons
    where
        year <> fiscal_year - 1
        and not regexp_matches(words_before, {{ phrase('the_year_before') }})
        and not contains(words_before, cast(fiscal_year - 1 as varchar))
    qualify row_number() over (partition by report_id, sentence_no, year order by claim_no) = 1
),

wrong_years as (
    {% for part in ['of_another_year', 'alone_of_another_year', 'with_another'] %}
        select
            report_id,
            place,
            'violation' as verdict,
            year_meant || '年' as expected,
            year || '年' as found,
            cell,
            claim_no,
            remark
        from {{ part }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- the day of the report stands before its sections; elsewhere a date may be anything's
dates as (
    select
        *,
        list_transform(
            regexp_extract_all(statement_text, '[0-9]+'), part -> try_cast(part as integer)
        ) as year_month_day
    from {{ ref('int_text_statement') }}
    where
        fiscal_year is not null
        and (kind, section) in (('date', 'opening'), ('as_of', 'state_assets'))
),

-- a report of a year is written after that year; stocks are counted on its last day
dated as (
    select
        report_id,
        place,
        case
            when kind = 'date' and year_month_day[1] > fiscal_year then 'exact'
            when kind = 'as_of' and year_month_day = [fiscal_year, 12, 31] then 'exact'
            else 'violation'
        end as verdict,
        fiscal_year || '年12月31日' || if(kind = 'date', '以后', '') as expected,
        statement_text as found,
        cell,
        if(kind = 'date', '报告日期应在所属年度结束以后', '存量应为年度最后一天的数') as remark
    from dates
)

select
    * exclude (cell),
    'n.year' as identity_id,
    [cell] as cells
from (
    select * from wrong_years
    union all by name
    select * from dated
) as told
