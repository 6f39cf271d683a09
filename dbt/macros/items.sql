{#-
  The item that a row of a form states, by its name and role: codes/form_items.csv. A row that two
  items fit states neither; tests/row_of_no_or_two_items.sql names it.
-#}
{% macro item_of_row(form_code) -%}
    (
        select {{ only_value('form_item.item', 'true') }}
        from {{ ref('stg_form_item') }} as form_item
        where
            form_item.form_code = '{{ form_code }}'
            and regexp_full_match(row_label, form_item.label)
            and regexp_full_match(row_role, form_item.roles)
    )
{%- endmacro %}
