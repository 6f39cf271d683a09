-- Years that the text names with its figures: this year's figures under another year, as last
-- year's text leaves them, and comparisons with a year that is not the one before.
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
        count(*) over (partition by report_id, subject) as printings,
        try_cast(
            regexp_extract(
                words_before,
                '(?:^|[，。；：,;:])(?:[0-9]{1,2}[.、．)])?[^0-9，。；：,;:与比较同和从自]{0,16}'
                || '((?:19|20)[0-9]{2})年度?[^，。；：,;:0-9]*$',
                1
            ) as integer
        ) as year
    from claims
    where quantity = 'amount' and scale = 'money' and basis = 'outturn'
),

-- only the form can tell that a figure is this year's: an earlier year may be spoken of
of_another_year as (
    select
        named.*,
        named.fiscal_year as year_meant,
        '印的是本年的数，年度写成了 ' || named.year || ' 年' as remark
    from named
    inner join {{ ref('int_claim_cell') }} as printed
        on
            named.report_id = printed.report_id
            and named.claim_no = printed.claim_no
            and named.amount = printed.amount
    where named.year <> named.fiscal_year
),

-- no form prints procurement and running costs: the only figure of them is that of the year
alone_of_another_year as (
    select
        *,
        fiscal_year as year_meant,
        '只印了 ' || year || ' 年的数，没有本年的' as remark
    from named
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
            regexp_extract(words_before, '.*[与比较同和]((?:19|20)[0-9]{2})年', 1) as integer
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
        and not contains(words_before, '上年')
        and not contains(words_before, (fiscal_year - 1) || '年')
    qualify row_number() over (partition by report_id, sentence_no, year order by claim_no) = 1
)

{% for part in ['of_another_year', 'alone_of_another_year', 'with_another'] %}
    select
        report_id,
        'n.year' as identity_id,
        place,
        'violation' as verdict,
        year_meant || '年' as expected,
        year || '年' as found,
        [cell] as cells,
        claim_no,
        remark
    from {{ part }}
    {% if not loop.last %}union all by name{% endif %}
{% endfor %}
