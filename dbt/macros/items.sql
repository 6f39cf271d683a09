{#- The item that a row of a form states, by its name and role: codes/form_items.csv. -#}
{% macro item_of_row(form_code) -%}
    (
        select arg_min(form_item.item, form_item.preference)
        from {{ ref('stg_form_item') }} as form_item
        where
            form_item.form_code = '{{ form_code }}'
            and regexp_full_match(row_label, form_item.label)
            and regexp_full_match(row_role, form_item.roles)
    )
{%- endmacro %}
