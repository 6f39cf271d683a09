{#- Every row of the model satisfies the SQL expression; unknown (NULL) counts as failure. -#}
{% test expression_holds(model, expression, where_rows='true') %}
select *
from {{ model }}
where ({{ where_rows }}) and ({{ expression }}) is not true
{% endtest %}
