{#- A pattern of codes/phrases.csv, for regexp functions: what words of a text tell what. -#}
{% macro phrase(name) -%}
    (select pattern from {{ ref('stg_phrase') }} where phrase = '{{ name }}')
{%- endmacro %}
