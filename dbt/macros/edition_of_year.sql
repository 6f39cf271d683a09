{#-
  For every code and fiscal year that marts use, the key of the edition valid in that year;
  where none is valid (or the year is unknown) the current edition, else the newest.
-#}
{% macro edition_of_year(editions, key, code, forms) %}
with used as (
    select distinct
        row_code,
        fiscal_year
    from {{ ref('int_mart_amount') }}
    where row_code is not null and form_code in ('{{ forms | join("', '") }}')
)

select
    used.row_code as {{ code }},
    used.fiscal_year,
    edition.{{ key }}
from used
inner join {{ editions }} as edition on used.row_code = edition.{{ code }}
qualify row_number() over (
    partition by used.row_code, used.fiscal_year
    order by
        coalesce(
            used.fiscal_year >= coalesce(edition.first_year, 0)
            and used.fiscal_year <= coalesce(edition.last_year, 9999),
            false
        ) desc,
        edition.last_year desc nulls first,
        edition.first_year desc nulls last
) = 1
{% endmacro %}
