-- How the text is written: figures that are none, units left out, words of the template left
-- standing or set twice, notices cited under two names.
with claims as (
    select * from {{ ref('int_claim_figure') }}
),

sentences as (
    select
        report_id,
        regexp_replace(sentence, '[[:space:]]', '', 'g') as text,
        min(cell) as cell,
        min(claim_no) as claim_no,
        coalesce(min(section_label), '') || '·' || min(cell) as place
    from claims
    group by report_id, sentence
),

-- a digit group too long, a rate without %, an amount without its unit
syntax as (
    select
        report_id,
        'n.number.syntax' as identity_id,
        place,
        case
            when state = 'illegible' then '三位一组的数字'
            when quantity = 'amount' then value_text || '万元（或元）'
            else value_text || '%'
        end as expected,
        value_text as found,
        cell,
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

placeholders as (
    select
        report_id,
        'n.placeholder' as identity_id,
        place,
        '选定的词' as expected,
        statement_text as found,
        cell,
        '模板中的选项没有选定或删去' as remark
    from {{ ref('int_text_statement') }}
    where kind = 'placeholder'
),

-- a mark or a word of the template set twice in a sentence with figures
doubled as (
    select
        report_id,
        'n.template.doubled' as identity_id,
        place,
        '一个' as expected,
        regexp_extract(text, {{ phrase('set_twice') }}) as found,
        cell,
        claim_no,
        '标点或词语重复' as remark
    from sentences
    where found <> ''
),

-- a notice cited by two reports of one file under one number, its name a character or two apart
notices as (
    select
        *,
        regexp_extract(statement_text, '《(.+)》', 1) as title,
        translate(
            regexp_extract(statement_text, {{ phrase('number_of_notice') }}, 1), '〔〕[]（） ', '()()()'
        ) as number
    from {{ ref('int_text_statement') }}
    where kind = 'document'
),

misquoted_notices as (
    select
        notice.report_id,
        'n.repeat' as identity_id,
        notice.place,
        'info' as severity,
        other.title as expected,
        notice.title as found,
        notice.cell,
        '同一文号 ' || ltrim(notice.number, '(') || ' 的文件在同一文件的另一份报告中名称不同' as remark
    from notices as notice
    inner join notices as other
        on
            notice.source_file = other.source_file
            and notice.report_id <> other.report_id
            and notice.number = other.number
            and levenshtein(
                regexp_replace(notice.title, '[[:space:]]', '', 'g'),
                regexp_replace(other.title, '[[:space:]]', '', 'g')
            ) between 1 and 2
    qualify row_number() over (
        partition by notice.report_id, notice.number
        order by notice.statement_no, other.report_id, other.statement_no
    ) = 1
),

faults as (
    {% for part in ['syntax', 'placeholders', 'doubled', 'misquoted_notices'] %}
        select * from {{ part }}
        {% if not loop.last %}union all by name{% endif %}
    {% endfor %}
),

looked_at as (
    select
        report_id,
        'n.number.syntax' as identity_id,
        count(*) || ' 个数' as found,
        '数字写法都合规' as remark
    from claims
    group by report_id
    union all
    select distinct
        report_id,
        'n.placeholder',
        '没有模板残留',
        '没有发现模板残留'
    from claims
    union all
    select
        report_id,
        'n.template.doubled',
        count(*) || ' 句',
        '没有发现重复的标点或词语'
    from sentences
    group by report_id
)

select
    * exclude (cell),
    [cell] as cells,
    'violation' as verdict
from faults
union all by name
select
    *,
    '' as place,
    cast([] as varchar[]) as cells,
    'exact' as verdict
from looked_at
where (report_id, identity_id) not in (
    select
        report_id,
        identity_id
    from faults
)
