{%- set verdict_models = [
    'int_performance_sum_verdict',
    'int_performance_ratio_verdict',
    'int_performance_execution_score',
    'int_performance_score_claim',
    'int_performance_quantitative',
    'int_performance_missing_point',
] -%}
-- The verdicts of all identities about self-evaluations (绩效自评), one row per instance. An identity
-- that a sheet should answer but does not is not evaluable.
with given as (
    {% for model in verdict_models %}
        select * from {{ ref(model) }}
        {% if not loop.last %}union all by name{% endif %}
    {% endfor %}
),

-- what every sheet of a self-evaluation has to answer
unanswered as (
    select distinct
        sheet.report_id,
        sheet.source_file,
        identity.identity_id,
        identity.severity,
        identity.title_zh
    from {{ ref('int_evaluation_sheet') }} as sheet
    inner join {{ ref('stg_identity') }} as identity
        on
            identity.identity_id in (
                'p.fund.sum', 'p.fund.order', 'p.execution.rate', 'p.execution.score',
                'p.score.le_weight'
            )
    where
        not exists (
            select 1 from given
            where
                given.report_id = sheet.report_id and given.identity_id = identity.identity_id
        )
        -- a sheet that does not split its funds has no sources to add up
        and (
            identity.identity_id <> 'p.fund.sum'
            or exists (
                select 1 from {{ ref('stg_evaluation_fund') }} as fund
                where
                    fund.report_id = sheet.report_id
                    and fund.table_no = sheet.table_no
                    and fund.is_part
            )
        )
),

all_rows as (
    select * from given
    union all by name
    select
        report_id,
        source_file,
        identity_id,
        '' as instance,
        0 as first_position,
        'text' as unit,
        0 as terms,
        cast([] as varchar[]) as cells,
        'not_evaluable' as verdict,
        severity,
        false as suspicious,
        title_zh || '：自评表中缺少所需的数字，无法核对。' as message
    from unanswered
)

select
    report_id,
    source_file,
    identity_id,
    -- places of one name are numbered in reading order
    instance
    || case
        when row_number() over same_name > 1 then '#' || row_number() over same_name
        else ''
    end as instance,
    expected,
    found,
    difference,
    tolerance,
    unit,
    cast(terms as integer) as terms,
    cast(cells as varchar[]) as cells,
    verdict,
    severity,
    suspicious,
    'open' as status,
    message
from all_rows
window
    same_name as (
        partition by report_id, identity_id, instance
        order by first_position, found, expected
    )
