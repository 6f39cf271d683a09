{#- 元 -> 万元 exactly: a product of DECIMALs stays DECIMAL, a quotient would become DOUBLE. -#}
{% macro in_wan(amount_yuan) -%}
    cast({{ amount_yuan }} * 0.0001 as decimal(24, 8))
{%- endmacro %}

{#- An exact sum kept in the contract's type. -#}
{% macro exact_sum(amount_yuan) -%}
    cast(sum({{ amount_yuan }}) as decimal(24, 4))
{%- endmacro %}

{#- The one value that the rows of a condition have; NULL where they have none or several. -#}
{% macro only_value(value, condition) -%}
    case
        when count(distinct {{ value }}) filter (where {{ condition }}) = 1
            then min({{ value }}) filter (where {{ condition }})
    end
{%- endmacro %}
