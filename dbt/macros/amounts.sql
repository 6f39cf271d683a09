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

{#- A functional name as it is compared: 一般公共服务（类） and 一般公共服务支出 are one name. -#}
{% macro function_name_key(name) -%}
    regexp_replace(
        translate(
            regexp_replace({{ name }}, '[(（][类款项][)）]|[[:space:]]', '', 'g'), '（）', '()'
        ),
        '支出$', ''
    )
{%- endmacro %}

{#- The one value that the rows of a condition have; NULL where they have none or several. -#}
{% macro only_value(value, condition) -%}
    case
        when count(distinct {{ value }}) filter (where {{ condition }}) = 1
            then min({{ value }}) filter (where {{ condition }})
    end
{%- endmacro %}
