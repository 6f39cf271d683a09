{#-
  Names as they are compared: what tells two names apart and what does not. These are the only
  words that stand in SQL, and not in codes/phrases.csv: they are applied to every row of every
  table, and a pattern that is looked up is compiled anew for each row.
-#}

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

{#-
  Whether two names of one code (as name keys) may be one name cut off or tangled by its cell:
  a long name that runs over its cell loses its end, gains the end of the name above it
  (支出机关事业单位职业年金缴费), or is woven into it (险机缴关费事支业出单位职业年金缴). A woven name
  has the characters of the other but neither its beginning nor its end.
-#}
{% macro is_cut_or_tangled(one, other) -%}
    (
        starts_with(
            regexp_replace({{ other }}, '^[支出费]{1,4}', ''),
            regexp_replace({{ one }}, '^[支出费]{1,4}', '')
        )
        or starts_with(
            regexp_replace({{ one }}, '^[支出费]{1,4}', ''),
            regexp_replace({{ other }}, '^[支出费]{1,4}', '')
        )
        or (
            length({{ one }}) >= 8
            and length({{ other }}) >= 8
            and left({{ one }}, 2) <> left({{ other }}, 2)
            and len(
                list_intersect(
                    list_distinct(string_split({{ one }}, '')),
                    list_distinct(string_split({{ other }}, ''))
                )
            ) * 10
            >= least(
                len(list_distinct(string_split({{ one }}, ''))),
                len(list_distinct(string_split({{ other }}, '')))
            ) * 9
        )
    )
{%- endmacro %}
