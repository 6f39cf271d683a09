-- All verdicts of the running text, worded for a reader: what stands where, what it should be.
with sums as (
    select
        report_id,
        identity_id,
        first_no as claim_no,
        place,
        verdict,
        case
            when verdict <> 'not_evaluable'
                then {{ plain_amount('expected_amount', 'unit', 'expected_decimals') }}
        end as expected,
        {{ plain_amount('found_amount', 'unit', 'found_decimals') }} as found,
        case
            when verdict <> 'not_evaluable'
                then cast({{ in_printed_unit('difference_amount', 'unit') }} as decimal(24, 4))
        end as difference,
        cast({{ in_printed_unit('radius_sum', 'unit') }} as decimal(24, 6)) as tolerance,
        unit,
        terms,
        cells,
        relation,
        verdict not in ('exact', 'last_digit', 'not_evaluable', 'not_applicable')
        and {{ is_suspicious('difference_amount', 'quantum', 'terms') }} as suspicious,
        cast(null as varchar) as remark
    from {{ ref('int_verdict_narrative_sum') }}
),

ratios as (
    select
        report_id,
        identity_id,
        claim_no,
        place,
        verdict,
        expected,
        found,
        difference,
        tolerance,
        case when difference is null then 'text' else 'percent' end as unit,
        2 as terms,
        cells,
        'eq' as relation,
        verdict = 'violation' and difference is not null as suspicious,
        remark
    from {{ ref('int_verdict_narrative_ratio') }}
),

directions as (
    select
        report_id,
        identity_id,
        claim_no,
        place,
        verdict,
        expected,
        found,
        cast(null as decimal(24, 4)) as difference,
        cast(null as decimal(24, 6)) as tolerance,
        'text' as unit,
        2 as terms,
        cells,
        'eq' as relation,
        false as suspicious,
        case
            when actual_difference is not null
                then
                    '决算减预算为 ' || {{ plain_number('actual_difference', '4') }}
                    || '（按所印单位）'
        end as remark
    from {{ ref('int_verdict_narrative_direction') }}
),

wordings as (
    select
        report_id,
        identity_id,
        claim_no,
        place,
        verdict,
        expected,
        found,
        cast(null as decimal(24, 4)) as difference,
        cast(null as decimal(24, 6)) as tolerance,
        'text' as unit,
        0 as terms,
        cells,
        'eq' as relation,
        false as suspicious,
        remark
    from (
        select * from {{ ref('int_verdict_narrative_wording') }}
        union all by name
        select * from {{ ref('int_verdict_narrative_year') }}
    ) as written
),

names as (
    select
        report_id,
        identity_id,
        claim_no,
        place,
        verdict,
        expected,
        found,
        cast(null as decimal(24, 4)) as difference,
        cast(null as decimal(24, 6)) as tolerance,
        'text' as unit,
        1 as terms,
        cells,
        'eq' as relation,
        false as suspicious,
        remark
    from (
        select * from {{ ref('int_verdict_narrative_names') }}
        union all by name
        select * from {{ ref('int_verdict_narrative_economic') }}
    ) as told
),

together as (
    {% for part in ['sums', 'ratios', 'directions', 'wordings', 'names'] %}
        select * from {{ part }}
        {% if not loop.last %}union all by name{% endif %}
    {% endfor %}
),

-- the words around the figure, so that it can be found in a text without pages
quoted as (
    select
        together.*,
        scope.source_file,
        scope.severity,
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
    place || case when printings > 1 then ' (' || printing || ')' else '' end as instance,
    expected,
    found,
    difference,
    tolerance,
    unit,
    cast(terms as integer) as terms,
    list_filter(cells, lambda one: one is not null) as cells,
    verdict,
    case
        -- money available called a budget is a matter of words
        when identity_id = 'n.completion.base_label' and starts_with(remark, '所称年初预算')
            then 'warn'
        when identity_id = 'n.repeat' and unit = 'text' then 'info'
        else {{ severity_of('verdict', 'severity') }}
    end as severity,
    coalesce(suspicious, false) as suspicious,
    'open' as status,
    title_zh || case when place = '' then '' else '（' || place || '）' end || '：'
    || case
        when found is null then ''
        else
            '印为 ' || found
            || case when unit in ('percent', 'text') then '' else {{ unit_in_words('unit') }} end
            || coalesce('（' || cells[1] || coalesce('“' || quotation || '”', '') || '）', '')
    end
    || case
        when expected is null or unit = 'text' and verdict <> 'violation' then ''
        when relation = 'le' then '，应不大于 '
        when relation = 'ge' then '，应不小于 '
        when unit = 'text' then '，应为 '
        else '，按其余数字应为 '
    end
    || case
        when expected is null or unit = 'text' and verdict <> 'violation' then ''
        else
            expected
            || case when unit in ('percent', 'text') then '' else {{ unit_in_words('unit') }} end
    end
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
