{#-
  The verdicts of identities that are no sums, from two relations of the model that calls it:
  findings (report_id, identity_id, instance, expected, found, cells VARCHAR[], problem) and
  checked (report_id, identity_id): what was looked at. A finding is a violation; what was checked
  without one is exact and shows `seen`. `problem` is the sentence's end for a reader; where `found` is NULL the
  finding could not be judged and is not_evaluable.
-#}
{% macro structural_verdicts(findings, checked, seen='cast(null as varchar)') %}
select
    finding.report_id,
    scope.source_file,
    finding.identity_id,
    finding.instance,
    finding.expected,
    finding.found,
    cast(null as decimal(24, 4)) as difference,
    cast(null as decimal(24, 6)) as tolerance,
    'text' as unit,
    0 as terms,
    list_filter(finding.cells, cell -> cell is not null) as cells,
    if(finding.found is null, 'not_evaluable', 'violation') as verdict,
    scope.severity,
    false as suspicious,
    'open' as status,
    scope.title_zh || '：' || finding.problem
    || coalesce('（' || list_filter(finding.cells, cell -> cell is not null)[1] || '）', '')
    || '。' as message
from {{ findings }} as finding
inner join {{ ref('int_identity_scope') }} as scope
    on
        finding.report_id = scope.report_id
        and finding.identity_id = scope.identity_id
        and scope.scope_state = 'applies'
union all
select
    checked.report_id,
    scope.source_file,
    checked.identity_id,
    '' as instance,
    checked.seen as expected,
    checked.seen as found,
    cast(null as decimal(24, 4)) as difference,
    cast(null as decimal(24, 6)) as tolerance,
    'text' as unit,
    0 as terms,
    cast([] as varchar[]) as cells,
    'exact' as verdict,
    scope.severity,
    false as suspicious,
    'open' as status,
    scope.title_zh || '：一致。' as message
from (
    select
        report_id,
        identity_id,
        min({{ seen }}) as seen
    from {{ checked }}
    group by report_id, identity_id
) as checked
inner join {{ ref('int_identity_scope') }} as scope
    on
        checked.report_id = scope.report_id
        and checked.identity_id = scope.identity_id
        and scope.scope_state = 'applies'
where not exists (
    select 1 from {{ findings }} as finding
    where finding.report_id = checked.report_id and finding.identity_id = checked.identity_id
)
{% endmacro %}
