-- Which report counts when several speak of one agency and year.
with figure_counts as (
    select
        report_id,
        count(*) filter (where amount_state = 'number') as figure_count,
        count(distinct form_code) filter (where amount_state = 'number') as form_count
    from {{ ref('stg_reported_amount') }}
    group by report_id
),

-- a self-evaluation may print its figures in evaluation tables or in running text alone
content as (
    select report_id from figure_counts where figure_count > 0
    union
    select report_id from {{ ref('stg_reported_quantity') }} where value_state = 'number'
    union
    select report_id from {{ ref('stg_narrative_claim') }} where state = 'number'
),

-- each project may have a self-evaluation of its own: they are no versions of each other
evaluated as (
    select
        evaluation.report_id,
        string_agg(
            distinct coalesce(project.project_key, evaluation.eval_scope), '|'
            order by coalesce(project.project_key, evaluation.eval_scope)
        ) as subjects
    from {{ ref('stg_evaluation') }} as evaluation
    left join {{ ref('stg_project') }} as project
        on
            evaluation.report_id = project.report_id
            and evaluation.project_name = project.project_name
    group by evaluation.report_id
),

located as (
    select
        report.*,
        coalesce(figure_counts.figure_count, 0) as figure_count,
        coalesce(figure_counts.form_count, 0) as form_count,
        content.report_id is not null as has_content,
        coalesce(evaluated.subjects, '') as evaluated_subjects,
        -- where the manifest names no region, an agency lies where all its other reports lie
        coalesce(
            stated_region,
            case
                when
                    min(stated_region) over (partition by report.agency)
                    = max(stated_region) over (partition by report.agency)
                    then min(stated_region) over (partition by report.agency)
            end
        ) as known_region
    from (
        select
            *,
            case when region_found_in = 'manifest' then region end as stated_region
        from {{ ref('stg_report') }}
    ) as report
    left join figure_counts on report.report_id = figure_counts.report_id
    left join content on report.report_id = content.report_id
    left join evaluated on report.report_id = evaluated.report_id
),

grouped as (
    select
        *,
        case
            when agency is null then 'unknown'
            else coalesce(known_region || '/', '') || agency
        end as agency_id,
        -- reports of an unknown agency or year are versions of each other only when equal;
        -- a report without a figure is a version of nothing
        case
            when not has_content then report_id
            when agency is null or fiscal_year is null then coalesce(figures_sha256, report_id)
            when kind = 'self_evaluation' then evaluated_subjects
            -- a file with the running text alone is no version of the file with the tables
            when figure_count = 0 then 'text'
            else ''
        end as version_group,
        exists(
            select 1 from {{ ref('stg_report') }} as later
            where later.supersedes = located.report_id
        ) as is_declared_superseded
    from located
),

matched as (
    select
        *,
        -- a duplicate in another format was told by the reading, which compares every figure
        coalesce(duplicate_of, first_value(report_id) over same_figures) as original_report_id,
        max(retrieved_at) over same_version as version_retrieved_at
    from grouped
    window
        same_version as (
            partition by
                agency_id, fiscal_year, kind, reporting_scope, version_group,
                coalesce(figures_sha256, report_id)
        ),
        same_figures as (
            partition by
                agency_id, fiscal_year, kind, reporting_scope, version_group,
                coalesce(figures_sha256, report_id)
            order by duplicate_of asc nulls first, figure_count desc, source_file asc, report_id asc
        )
),

-- a file with a few of the forms (a correction of one table) does not stand for all of them
measured as (
    select
        *,
        form_count * 2 < max(form_count) over (
            partition by agency_id, fiscal_year, kind, reporting_scope, version_group
        ) as is_fragment
    from matched
),

ranked as (
    select
        *,
        report_id <> original_report_id as is_duplicate,
        row_number() over newest_first as version_rank,
        lead(report_id) over newest_first as previous_report_id
    from measured
    window newest_first as (
        partition by
            agency_id, fiscal_year, kind, reporting_scope, version_group,
            report_id <> original_report_id
        order by
            is_declared_superseded asc,
            is_fragment asc,
            (revision_word is not null) desc,
            version_retrieved_at desc nulls last,
            source_file desc,
            report_id desc
    )
),

current_marked as (
    select
        *,
        version_rank = 1 and not is_duplicate as is_current,
        case reporting_scope when 'department' then 1 when 'unit' then 2 else 3 end as scope_rank
    from ranked
),

eligible_marked as (
    select
        *,
        is_current and kind = 'final_accounts' and figure_count > 0 as is_eligible
    from current_marked
)

select
    report_id,
    agency_id,
    coalesce(known_region, region) as region,
    cast(figure_count as integer) as figure_count,
    is_current,
    coalesce(supersedes, case when not is_duplicate then previous_report_id end) as supersedes,
    case when is_duplicate then original_report_id end as duplicate_of,
    coalesce(
        is_eligible and scope_rank = min(scope_rank) over (
            partition by agency_id, fiscal_year, version_group, is_eligible
        ),
        false
    ) as feeds_marts,
    is_current and has_content and kind in ('final_accounts', 'self_evaluation')
        as feeds_evaluations
from eligible_marked
