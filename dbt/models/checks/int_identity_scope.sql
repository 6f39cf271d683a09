-- Every identity × report: whether it applies, and if not why. Models of their own rules may
-- still find that they do not apply.
with pairs as (
    select
        report.report_id,
        report.source_file,
        identity.identity_id,
        identity.severity,
        identity.title_zh,
        identity.rule_kind,
        identity.needs_agreement,
        identity.family,
        identity.forms,
        identity.may_be_empty,
        list_contains(identity.kinds, report.kind) as is_of_kind,
        coalesce(report.fiscal_year >= identity.first_year, true)
        and coalesce(report.fiscal_year <= identity.last_year, true) as is_of_year
    from {{ ref('stg_report') }} as report
    cross join {{ ref('stg_identity') }} as identity
    where report.kind in ('final_accounts', 'self_evaluation')
),

form_states as (
    select
        pairs.report_id,
        pairs.identity_id,
        string_agg(form.title_zh, '、' order by form.form_code)
            filter (where form.form_state = 'absent') as absent_forms,
        string_agg(form.title_zh, '、' order by form.form_code)
            filter (
                where form.form_state = 'empty'
                and not list_contains(pairs.may_be_empty, form.form_code)
            ) as empty_forms,
        string_agg(form.title_zh, '、' order by form.form_code)
            filter (where form.form_state = 'ambiguous') as ambiguous_forms
    from pairs
    inner join {{ ref('int_form_state') }} as form
        on
            pairs.report_id = form.report_id
            and list_contains(pairs.forms, form.form_code)
    group by pairs.report_id, pairs.identity_id
),

-- figures of another report that the identity needs
relations as (
    select distinct
        identity_id,
        report as relation
    from {{ ref('stg_identity_term') }}
    where report <> 'own'
    union
    select
        identity_id,
        needs_report
    from {{ ref('stg_identity') }}
    where needs_report is not null
),

-- identities that ask only where their leading rows are printed
voluntary as (
    select distinct identity_id
    from {{ ref('stg_identity_term') }}
    where leads
),

missing_relations as (
    select
        pairs.report_id,
        pairs.identity_id,
        min(relations.relation) as relation
    from pairs
    inner join relations on pairs.identity_id = relations.identity_id
    left join {{ ref('int_related_report') }} as related
        on
            pairs.report_id = related.report_id
            and relations.relation = related.relation
    where related.report_id is null
    group by pairs.report_id, pairs.identity_id
)

select
    pairs.report_id,
    pairs.source_file,
    pairs.identity_id,
    pairs.severity,
    pairs.title_zh,
    pairs.rule_kind,
    pairs.needs_agreement,
    pairs.family,
    pairs.rule_kind = 'model' or voluntary.identity_id is not null as may_be_silent,
    case
        when not pairs.is_of_kind or not pairs.is_of_year then 'not_applicable'
        when form_states.absent_forms is not null or form_states.empty_forms is not null
            then 'not_applicable'
        when form_states.ambiguous_forms is not null then 'not_evaluable'
        when missing_relations.relation = 'units' then 'not_applicable'
        when missing_relations.relation = 'prior' then 'not_evaluable'
        else 'applies'
    end as scope_state,
    case
        when not pairs.is_of_kind then '这类报告不适用'
        when not pairs.is_of_year then '该年度不适用'
        when form_states.absent_forms is not null
            then '报告中没有' || form_states.absent_forms
        when form_states.empty_forms is not null
            then form_states.empty_forms || '没有数字'
        when form_states.ambiguous_forms is not null
            then form_states.ambiguous_forms || '在报告中出现多次且数字不同，无法认定用哪一张'
        when missing_relations.relation = 'units' then '没有载入下属单位的决算'
        when missing_relations.relation = 'prior' then '没有载入上年决算'
    end as reason
from pairs
left join voluntary on pairs.identity_id = voluntary.identity_id
left join form_states
    on
        pairs.report_id = form_states.report_id
        and pairs.identity_id = form_states.identity_id
left join missing_relations
    on
        pairs.report_id = missing_relations.report_id
        and pairs.identity_id = missing_relations.identity_id
