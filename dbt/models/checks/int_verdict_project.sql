-- A project whose self-evaluation is published in several places, compared with the one that
-- counts.
with printings as (
    select
        report_id,
        evaluation_id,
        table_no,
        project_name,
        page,
        equals_counted,
        is_counted,
        printing_count,
        concat_ws(
            '，', '总分 ' || rtrim(rtrim(cast(total_score as varchar), '0'), '.'),
            '执行率 ' || rtrim(rtrim(cast(execution_rate as varchar), '0'), '.') || '%'
        ) as facts
    from {{ ref('int_evaluation') }}
    where project_key is not null
),

compared as (
    select
        printing.*,
        bool_and(printing.equals_counted) over (partition by printing.evaluation_id) as all_equal,
        counted.facts as counted_facts,
        other.report_id as other_report_id
    from printings as printing
    inner join printings as counted
        on printing.evaluation_id = counted.evaluation_id and counted.is_counted
    left join printings as other
        on
            printing.evaluation_id = other.evaluation_id
            and other.is_counted <> printing.is_counted
    where printing.printing_count > 1
    qualify row_number() over (
        partition by printing.report_id, printing.evaluation_id, printing.table_no
        order by other.report_id
    ) = 1
),

findings as (
    select
        report_id,
        'y.same_project' as identity_id,
        any_value(project_name) as instance,
        any_value(counted_facts) as expected,
        if(
            any_value(facts) = any_value(counted_facts), '指标或资金不同', any_value(facts)
        ) as found,
        ['p.' || any_value(page)] as cells,
        any_value(project_name) || '的自评在两处公布（另一处是 '
        || coalesce(any_value(other_report_id), '本报告') || '），数字不同' as problem
    from compared
    where not equals_counted
    group by report_id, evaluation_id
),

checked as (
    select
        report_id,
        'y.same_project' as identity_id,
        'identical' as seen
    from compared
    where all_equal
)

{{ structural_verdicts('findings', 'checked', seen='seen') }}
