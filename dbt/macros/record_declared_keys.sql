{#-
  Writes publishing.declared_key: for every published model the columns of its unique_combination
  test, in order. Publishing sorts by them, so a mart's key is declared in one place, its YAML.
-#}
{% macro record_declared_keys() %}
    {% if execute %}
        {% set keys = [] %}
        {% for test in graph.nodes.values()
            if test.resource_type == 'test'
            and test.test_metadata
            and test.test_metadata.name == 'unique_combination'
            and test.attached_node %}
            {% set model_node = graph.nodes[test.attached_node] %}
            {% if model_node.config.schema in ('marts', 'quality') %}
                {% for column in test.test_metadata.kwargs.columns %}
                    {% do keys.append(
                        "('" ~ model_node.schema ~ "', '" ~ model_node.name ~ "', "
                        ~ loop.index ~ ", '" ~ column ~ "')"
                    ) %}
                {% endfor %}
            {% endif %}
        {% endfor %}
        create schema if not exists publishing;
        create or replace table publishing.declared_key as
        select *
        from (values {{ keys | sort | join(', ') }})
            as declared (schema_name, table_name, key_position, column_name);
    {% endif %}
{% endmacro %}
