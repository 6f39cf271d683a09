-- A report read without fault whose figures another report already brought is a duplicate.
with outcomes as (
    select
        outcome.*,
        version.duplicate_of
    from {{ ref('stg_report_outcome') }} as outcome
    left join {{ ref('int_report_version') }} as version
        on
            outcome.report_id = version.report_id
            and outcome.outcome in ('read', 'partly_read')
)

select
    source_file,
    sha256,
    report_id,
    case when duplicate_of is null then outcome else 'duplicate' end as outcome,
    case
        when duplicate_of is null then reason
        else '与报告 ' || duplicate_of || ' 数字相同 / same figures as report ' || duplicate_of
    end as reason,
    case
        when duplicate_of is null then advice
        else '无需处理，汇总表只计一次 / nothing to do, the marts count it once'
    end as advice,
    reader,
    pages,
    figures,
    unplaced,
    seconds,
    quantities,
    claims
from outcomes
