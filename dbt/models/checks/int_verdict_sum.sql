{#- A row that is not printed is missing, but where the row is optional or its form has nothing
    (forms that an identity must have are told in its scope). A form that prints no code of the
    instance's level says nothing about it, optional or not; another year's or unit's report the form at least must be there. -#}
{%- set is_missing -%}
term_sums.matches is null
            and case
                when term.report <> 'own' and not coalesce(form_states.is_printed, false) then true
                when coalesce(form_states.is_unfilled, false) then false
                else
                    not term.optional
                    or (
                        regexp_full_match(instances.instance_row, '\d{3,7}')
                        and not list_contains(
                            coalesce(form_levels.digits, []), length(instances.instance_row)
                        )
                    )
            end
{%- endset -%}
-- The verdicts of all linear identities and roll-ups: sums of both sides, their intervals, and
-- what they say.
with figures as (
    select * from {{ ref('int_term_figure') }}
    union all by name
    select * from {{ ref('int_roll_up_figure') }}
),

-- the instances of the leading terms, where a rule has such
instances as (
    select distinct
        figures.report_id,
        figures.identity_id,
        figures.rule_no,
        figures.instance_row,
        figures.instance_column
    from figures
    left join (
        select
            identity_id,
            rule_no
        from {{ ref('stg_identity_term') }}
        where leads
        group by identity_id, rule_no
    ) as led
        on figures.identity_id = led.identity_id and figures.rule_no = led.rule_no
    where figures.leads or led.identity_id is null
),

term_sums as (
    select
        report_id,
        identity_id,
        rule_no,
        instance_row,
        instance_column,
        term_no,
        count(*) as matches,
        count(*) - count(value_yuan) as illegible
    from figures
    group by all
),

-- how the reports that a term may speak of print its form
form_states as (
    select
        related.report_id,
        related.relation,
        form.form_code,
        bool_and(form.form_state in ('empty', 'absent')) as is_unfilled,
        bool_and(form.form_state in ('filled', 'empty')) as is_printed
    from {{ ref('int_related_report') }} as related
    inner join {{ ref('int_form_state') }} as form on related.other_report_id = form.report_id
    group by related.report_id, related.relation, form.form_code
),

-- the levels of codes that a form prints, with the labelled forms' classes
form_levels as (
    select
        related.report_id,
        related.relation,
        figure.form_code,
        list(distinct length(figure.row_code)) as digits
    from {{ ref('int_related_report') }} as related
    inner join {{ ref('int_check_figure') }} as figure
        on related.other_report_id = figure.report_id
    where figure.row_code is not null
    group by related.report_id, related.relation, figure.form_code
),

-- a term that is not printed, or printed twice where one figure is meant
faults as (
    select
        instances.report_id,
        instances.identity_id,
        instances.rule_no,
        instances.instance_row,
        instances.instance_column,
        count(*) filter (where {{ is_missing }}) as missing,
        count(*) filter (where term_sums.matches > 1 and not term.many) as repeated,
        coalesce(sum(term_sums.illegible), 0) as illegible,
        array_to_string(
            list_sort(
                list_distinct(
                    list(
                        form.title_zh || case
                            when term.role = 'total' then '的合计行'
                            when term.code is not null then '的科目行'
                            else '的有关各行'
                        end
                    ) filter (where {{ is_missing }})
                )
            ), '、'
        ) as missing_terms
    from instances
    inner join {{ ref('stg_identity_term') }} as term
        on
            instances.identity_id = term.identity_id
            and instances.rule_no = term.rule_no
    left join {{ ref('stg_form') }} as form on term.form_code = form.form_code
    left join term_sums
        on
            instances.report_id = term_sums.report_id
            and instances.identity_id = term_sums.identity_id
            and instances.rule_no = term_sums.rule_no
            and instances.instance_row = term_sums.instance_row
            and instances.instance_column = term_sums.instance_column
            and term.term_no = term_sums.term_no
    left join form_states
        on
            instances.report_id = form_states.report_id
            and term.report = form_states.relation
            and term.form_code = form_states.form_code
    left join form_levels
        on
            instances.report_id = form_levels.report_id
            and term.report = form_levels.relation
            and term.form_code = form_levels.form_code
    group by all
),

sums as (
    select
        report_id,
        identity_id,
        rule_no,
        instance_row,
        instance_column,
        cast(
            coalesce(sum(weight * value_yuan) filter (where side = 'found'), 0) as decimal(38, 8)
        ) as found_yuan,
        cast(
            coalesce(sum(weight * value_yuan) filter (where side = 'expected'), 0)
            as decimal(38, 8)
        ) as expected_yuan,
        cast(sum(abs(weight) * radius_yuan) as decimal(38, 8)) as radius_yuan,
        cast(sum(abs(weight) * (zero_radius_yuan - radius_yuan)) as decimal(38, 8))
            as zero_radius_yuan,
        cast(count(*) filter (where side = 'expected' and value_yuan <> 0) as integer) as terms,
        coalesce(
            arg_min(unit, term_no) filter (where side = 'found'), arg_min(unit, term_no)
        ) as unit,
        coalesce(
            max(quantum_yuan) filter (where side = 'found' and value_yuan <> 0),
            max(quantum_yuan) filter (where side = 'found'),
            max(quantum_yuan)
        ) as quantum_yuan,
        max(quantum_yuan) filter (where side = 'expected' and value_yuan <> 0)
            as term_quantum_yuan,
        max(column_decimals) filter (where side = 'found') as found_decimals,
        max(column_decimals) filter (where side = 'expected') as expected_decimals,
        count(distinct unit) as units,
        case
            when count(distinct coalesce(row_code, row_label)) filter (where side = 'found') = 1
                then min(coalesce(row_code, row_label)) filter (where side = 'found')
        end as found_row,
        list(
            cell order by side desc, term_no, page, table_row, table_column
        ) filter (where cell is not null) as cells
    from figures
    group by all
),

named as (
    select
        sums.*,
        identity.source_file,
        identity.title_zh,
        identity.severity,
        identity.needs_agreement,
        rule.relation,
        faults.missing,
        faults.repeated,
        faults.illegible,
        faults.missing_terms,
        sums.found_yuan - sums.expected_yuan as difference_yuan,
        coalesce(sums.found_decimals, sums.expected_decimals, 2) as decimals,
        coalesce(rule.instance, sums.found_row, sums.instance_row)
        || case
            when
                sums.instance_column <> ''
                and count(*) over (
                    partition by sums.report_id, sums.identity_id, sums.rule_no, sums.instance_row
                ) > 1
                then '[' || sums.instance_column || ']'
            else ''
        end as instance,
        faults.missing = 0 and faults.repeated = 0 and faults.illegible = 0 as is_evaluable
    from sums
    inner join faults
        on
            sums.report_id = faults.report_id
            and sums.identity_id = faults.identity_id
            and sums.rule_no = faults.rule_no
            and sums.instance_row = faults.instance_row
            and sums.instance_column = faults.instance_column
    inner join {{ ref('int_identity_scope') }} as identity
        on
            sums.report_id = identity.report_id
            and sums.identity_id = identity.identity_id
    inner join (
        select distinct identity_id, rule_no, relation, instance from {{ ref('stg_identity_term') }}
    ) as rule
        on sums.identity_id = rule.identity_id and sums.rule_no = rule.rule_no
),

tested as (
    select
        *,
        case
            when not is_evaluable then 'not_evaluable'
            when relation = 'eq'
                then
                    {{ verdict_of_sum(
                        'difference_yuan', 'radius_yuan', 'zero_radius_yuan', 'quantum_yuan',
                        'terms', 'term_quantum_yuan'
                    ) }}
            else
                {{ verdict_of_bound(
                    'relation', 'difference_yuan', 'radius_yuan', 'zero_radius_yuan'
                ) }}
        end as verdict,
        -- figures of several units are shown with all digits they bring
        case when units > 1 then 6 else greatest(decimals, coalesce(expected_decimals, 0)) end
            as shown_decimals,
        cast({{ in_printed_unit('difference_yuan', 'unit') }} as decimal(24, 4)) as difference
    from named
),

-- a gap that only missing reports may explain is none
judged as (
    select
        * replace (
            if(
                needs_agreement
                and verdict = 'violation'
                and not bool_or(terms > 0 and verdict in ('exact', 'rounding', 'last_digit'))
                    over (partition by report_id, identity_id),
                'not_evaluable', verdict
            ) as verdict
        )
    from tested
),

worded as (
    select
        *,
        title_zh || if(instance = '', '', '（' || instance || '）') as subject,
        {{ plain_amount('expected_yuan', 'unit', 'shown_decimals') }} as expected,
        {{ plain_amount('found_yuan', 'unit', 'decimals') }} as found
    from judged
)

select
    report_id,
    source_file,
    identity_id,
    rule_no,
    instance,
    case when is_evaluable then expected end as expected,
    case when is_evaluable then found end as found,
    case when is_evaluable then difference end as difference,
    case
        when is_evaluable
            then cast({{ in_printed_unit('radius_yuan', 'unit') }} as decimal(24, 6))
    end as tolerance,
    unit,
    terms,
    cells,
    verdict,
    {{ severity_of('verdict', 'severity') }} as severity,
    is_evaluable
    and verdict not in ('exact', 'last_digit')
    and {{ is_suspicious('difference_yuan', 'quantum_yuan', 'terms') }} as suspicious,
    'open' as status,
    case
        when missing > 0 then subject || '：缺少' || missing_terms || '，无法核对。'
        when repeated > 0 then subject || '：同一行印了两次，无法认定用哪一个，无法核对。'
        when illegible > 0 then subject || '：有数字无法辨认，无法核对。'
        when not is_evaluable or verdict = 'not_evaluable'
            then subject || '：别的数也都不相等，可能有单位没有载入，无法核对。'
        else
            {{ verdict_message(
                'title_zh', 'instance', 'found', 'expected', 'unit', 'difference', 'relation',
                'verdict', 'cells'
            ) }}
    end as message
from worded
