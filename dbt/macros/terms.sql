{#- What a cell of a form prints, named as a term of an equation: `figure` is a row of int_figure. -#}
{% macro figure_of_cell(figure) -%}
    cast({{ figure }}.value_yuan as decimal(24, 8)) as amount,
    {{ figure }}.radius_yuan as radius,
    {{ figure }}.zero_radius_yuan as zero_radius,
    {{ figure }}.quantum_yuan as quantum,
    {{ figure }}.unit,
    {{ figure }}.column_decimals as decimals,
    {{ figure }}.cell
{%- endmacro %}

{#- The columns of a term that is no claim: what it prints, and where. -#}
{% macro printed_columns() -%}
    amount, radius, zero_radius, quantum, unit, decimals, cell
{%- endmacro %}
