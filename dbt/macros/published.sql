{#-
  A published model by schema and name alone: the view that reads it is copied into another file,
  where the build's database name means nothing. A linter's ref() is a plain string.
-#}
{% macro published(name) -%}
    {%- set relation = ref(name) -%}
    {{ relation if relation is string else relation.include(database=false) }}
{%- endmacro %}

{#- 类, 款 or 项 of a functional or economic code. -#}
{% macro level_of_code(code) -%}
    case length({{ code }}) when 3 then '类' when 5 then '款' when 7 then '项' end
{%- endmacro %}

{#-
  The official name that every code has in every fiscal year: of the editions the one valid in
  that year, else the newest.
-#}
{% macro names_of_years(dimension, code, name) %}
    select
        edition.{{ code }} as code,
        year_read.fiscal_year,
        edition.{{ name }} as name
    from {{ published(dimension) }} as edition
    cross join {{ published('dim_fiscal_year') }} as year_read
    qualify row_number() over (
        partition by edition.{{ code }}, year_read.fiscal_year
        order by
            year_read.fiscal_year >= coalesce(edition.first_year, 0)
            and year_read.fiscal_year <= coalesce(edition.last_year, 9999) desc,
            coalesce(edition.last_year, 9999) desc,
            coalesce(edition.first_year, 0) desc
    ) = 1
{% endmacro %}
