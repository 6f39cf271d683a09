{#- families and how many figures stand on the expected side of their verdicts -#}
{%- set families = [
    ('sum', 'terms'),
    ('ratio', '2'),
    ('direction', '2'),
    ('names', '1'),
    ('economic', '1'),
    ('wording', '0'),
    ('year', '0'),
    ('fund', '0'),
] -%}
-- All verdicts of the running text, worded for a reader: what stands where, what it should be.
with together as (
    {% for family, terms in families %}
        select {{ '*' if terms == 'terms' else '*, ' ~ terms ~ ' as terms' }}
        from {{ ref('int_verdict_narrative_' ~ family) }}
        {% if not loop.last %}union all by name{% endif %}
    {% endfor %}
),

-- the words around the figure, so that it can be found in a text without pages
quoted as (
    select
        together.* replace (
            coalesce(together.unit, 'text') as unit,
            coalesce(together.severity, scope.severity) as severity
        ),
        scope.source_file,
        scope.title_zh,
        regexp_replace(
            substr(
                claim.sentence,
                cast(greatest(claim.char_start - 16, 0) as bigint) + 1,
                cast(claim.char_end - greatest(claim.char_start - 16, 0) + 3 as bigint)
            ),
            '[[:space:]]', '', 'g'
        ) as quotation
    from together
    inner join {{ ref('int_identity_scope') }} as scope
        on
            together.report_id = scope.report_id
            and together.identity_id = scope.identity_id
            and scope.scope_state = 'applies'
    left join {{ ref('int_claim_figure') }} as claim
        on
            together.report_id = claim.report_id
            and together.claim_no = claim.claim_no
),

-- one place may hold several figures of one name
numbered as (
    select
        *,
        -- words that hold are not told what they should be
        unit <> 'text' or verdict = 'violation' as tells_expected,
        if(unit in ('percent', 'text'), '', {{ unit_in_words('unit') }}) as unit_of_figures,
        row_number() over same_place as printing,
        count(*) over (partition by report_id, identity_id, place) as printings
    from quoted
    window same_place as (
        partition by report_id, identity_id, place
        order by claim_no, found, expected, cells
    )
)

select
    report_id,
    source_file,
    identity_id,
    place || if(printings > 1, ' (' || printing || ')', '') as instance,
    expected,
    found,
    difference,
    tolerance,
    unit,
    cast(terms as integer) as terms,
    list_filter(cells, lambda one: one is not null) as cells,
    verdict,
    {{ severity_of('verdict', 'severity') }} as severity,
    coalesce(suspicious, false) as suspicious,
    'open' as status,
    title_zh || if(place = '', '', '（' || place || '）') || '：'
    || coalesce(
        '印为 ' || found || unit_of_figures
        || coalesce('（' || cells[1] || coalesce('“' || quotation || '”', '') || '）', ''),
        ''
    )
    || case
        when expected is null or not tells_expected then ''
        when relation = 'le' then '，应不大于 '
        when relation = 'ge' then '，应不小于 '
        when unit = 'text' then '，应为 '
        else '，按其余数字应为 '
    end
    || if(expected is null or not tells_expected, '', expected || unit_of_figures)
    || case
        when difference is null or difference = 0 or verdict = 'not_evaluable' then ''
        else
            '，相差 '
            || {{ plain_number(
                'difference', 'case when difference = cast(difference as decimal(24, 2)) '
                ~ 'then 2 else 4 end'
            ) }}
            || {{ unit_in_words('unit') }}
    end
    || '；'
    || coalesce(
        remark,
        case
            when verdict = 'not_evaluable' then '不能确定列全了或指的是同一事项，不作判断'
            when verdict = 'not_applicable' then '不要求相等'
            else {{ verdict_in_words('verdict') }}
        end
    )
    || '。' as message
from numbered
