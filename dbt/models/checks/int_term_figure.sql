-- The figures of every term of the linear identities, with the instance they belong to.
-- Patterns are matched once for every different row and column, not for every figure.
with terms as (
    select * from {{ ref('stg_identity_term') }} where level is null
),

row_matches as (
    select
        terms.identity_id,
        terms.rule_no,
        terms.term_no,
        printed.row_id
    from terms
    inner join (
        select distinct form_code, block, row_code, row_key, row_role, row_id
        from {{ ref('int_check_figure') }}
    ) as printed
        on
            terms.form_code = printed.form_code
            and coalesce(terms.block = printed.block, true)
            and coalesce(terms.role = printed.row_role, true)
            and coalesce(regexp_full_match(printed.row_key, terms.label), true)
            and (
                terms.code is null
                or regexp_full_match(coalesce(printed.row_code, ''), terms.code)
            )
),

column_matches as (
    select
        terms.*,
        printed.column_id
    from terms
    inner join (
        select distinct form_code, measure, basis, column_id
        from {{ ref('int_check_figure') }}
    ) as printed
        on
            terms.form_code = printed.form_code
            and coalesce(regexp_full_match(printed.measure, terms.measure), true)
            and case
                when terms.basis is null then not starts_with(printed.basis, 'budget')
                else regexp_full_match(printed.basis, terms.basis)
            end
)

select
    related.report_id,
    terms.identity_id,
    terms.rule_no,
    terms.term_no,
    terms.side,
    terms.weight,
    terms.leads,
    case
        when terms.per in ('row', 'row_measure') then coalesce(figure.row_code, figure.row_key)
        else ''
    end as instance_row,
    case
        when terms.per in ('measure', 'row_measure')
            then
                case
                    when not starts_with(figure.basis, 'budget') then figure.measure
                    when figure.measure = 'amount' then figure.basis
                    else figure.measure || '/' || figure.basis
                end
        else ''
    end as instance_column,
    figure.row_code,
    figure.row_label,
    figure.value_yuan,
    figure.unit,
    figure.column_decimals,
    figure.quantum_yuan,
    figure.radius_yuan,
    figure.zero_radius_yuan,
    figure.page,
    figure.table_row,
    figure.table_column,
    case related.relation when 'prior' then '上年 ' when 'units' then '单位 ' else '' end
    || figure.cell as cell
from column_matches as terms
inner join row_matches
    on
        terms.identity_id = row_matches.identity_id
        and terms.rule_no = row_matches.rule_no
        and terms.term_no = row_matches.term_no
inner join {{ ref('int_check_figure') }} as figure
    on
        row_matches.row_id = figure.row_id
        and terms.column_id = figure.column_id
inner join {{ ref('int_related_report') }} as related
    on
        figure.report_id = related.other_report_id
        and terms.report = related.relation
inner join {{ ref('int_identity_scope') }} as scope
    on
        related.report_id = scope.report_id
        and terms.identity_id = scope.identity_id
        and scope.scope_state = 'applies'
where
    terms.condition is null
    or exists (
        select 1 from {{ ref('int_report_condition') }} as held
        where held.report_id = related.report_id and held.condition = terms.condition
    )
