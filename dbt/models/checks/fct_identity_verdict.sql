{#- Every model that gives verdicts; each identity is given by one of them. -#}
{%- set verdict_models = [
    'int_verdict_sum', 'int_verdict_code', 'int_verdict_amount', 'int_verdict_document',
    'int_verdict_formula',
    'int_verdict_narrative_prior', 'int_verdict_project', 'int_verdict_narrative',
    'int_verdict_disclosure', 'int_performance_verdict',
] -%}
-- How every identity came out for every report; one that gave no verdict says why.
with given as (
    {% for model in verdict_models %}
    select
        report_id,
        source_file,
        identity_id,
        instance,
        expected,
        found,
        cast(difference as decimal(24, 4)) as difference,
        cast(tolerance as decimal(24, 6)) as tolerance,
        unit,
        cast(terms as integer) as terms,
        cells,
        verdict,
        severity,
        suspicious,
        status,
        message
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

silent as (
    select
        scope.report_id,
        scope.source_file,
        scope.identity_id,
        '' as instance,
        cast(null as varchar) as expected,
        cast(null as varchar) as found,
        cast(null as decimal(24, 4)) as difference,
        cast(null as decimal(24, 6)) as tolerance,
        'text' as unit,
        0 as terms,
        cast([] as varchar[]) as cells,
        case
            when scope.scope_state <> 'applies' then scope.scope_state
            when scope.may_be_silent then 'not_applicable'
            else 'not_evaluable'
        end as verdict,
        scope.severity,
        false as suspicious,
        'open' as status,
        scope.title_zh || '：' || coalesce(
            scope.reason,
            if(scope.may_be_silent, '报告中没有可核对的内容', '表中没有读到需要核对的行')
        ) || '。' as message
    from {{ ref('int_identity_scope') }} as scope
    where not exists (
        select 1 from given
        where given.report_id = scope.report_id and given.identity_id = scope.identity_id
    )
),

every_identity as (
    select * from given
    union all by name
    select * from silent
)

-- a ruling accepts a finding; the verdict stays
select * replace (
    case
        when
            verdict in ('violation', 'truncated', 'last_digit')
            and exists (
                select 1 from {{ ref('stg_ruling') }} as ruling
                where
                    ruling.report_id = every_identity.report_id
                    and ruling.identity_id = every_identity.identity_id
                    and coalesce(ruling.instance, every_identity.instance)
                    = every_identity.instance
            )
            then 'accepted'
        else status
    end as status
)
from every_identity
