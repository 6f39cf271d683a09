{#- The name of a project as it is compared: quotation marks, blanks and the words for its money
    tell no projects apart. -#}
{% macro project_name_key(name) -%}
    regexp_replace(
        regexp_replace(
            translate({{ name }}, '（）“”‘’"「」', '()'), '[[:space:]]|^(?:19|20)[0-9]{2}年度?', '', 'g'
        ),
        '(?:项目|经费|资金|支出|费用)+$', ''
    )
{%- endmacro %}

{#- A functional name as text and table are compared: punctuation and brackets tell none apart. -#}
{% macro plain_name_key(name) -%}
    regexp_replace({{ function_name_key(name) }}, '[、，,;；()（）:：“”"·]', '', 'g')
{%- endmacro %}

{#- The name of an economic item in a list of the text: 其他社会保障缴费支出 is 其他社会保障缴费. -#}
{% macro economic_name_key(name) -%}
    regexp_replace(
        regexp_replace(
            translate({{ name }}, '（）', '()'), '[[:space:]]|[、，,;；。:：“”"]|^(?:其中|主要|包括|和|及)', '', 'g'
        ),
        '(?:支出|费用|费|等)+$', ''
    )
{%- endmacro %}
