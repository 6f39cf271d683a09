{#- 元 -> 万元 exactly: a product of DECIMALs stays DECIMAL, a quotient would become DOUBLE. -#}
{% macro in_wan(amount_yuan) -%}
    cast({{ amount_yuan }} * 0.0001 as decimal(24, 8))
{%- endmacro %}

{#- An exact sum kept in the contract's type. -#}
{% macro exact_sum(amount_yuan) -%}
    cast(sum({{ amount_yuan }}) as decimal(24, 4))
{%- endmacro %}

{#- A row printed as part of the row above it (其中：…) is never added to its whole. -#}
{% macro is_part_of_row_above(row_label) -%}
    starts_with({{ row_label }}, '其中')
{%- endmacro %}
