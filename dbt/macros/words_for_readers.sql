{#-
  How a reader is told a unit, an address and a verdict. Only words that are shown stand here:
  words that reports are read with belong to the catalogue.
-#}

{#- The unit as a reader names it. -#}
{% macro unit_in_words(unit) -%}
    case {{ unit }}
        when 'yuan' then '元' when 'wan' then '万元' when 'yi' then '亿元'
        when 'percent' then '个百分点' when 'points' then '分' else ''
    end
{%- endmacro %}

{#-
  The address of a cell in words: `p.5 R12C3`, `表 Z01 R12C3`, `行 120 第 3 格`; a figure of the
  running text without row and column has its page alone.
-#}
{% macro cell_address(page, sheet, table_row, table_column) -%}
    case
        when {{ page }} is not null
            then
                'p.' || {{ page }}
                || coalesce(' R' || {{ table_row }} || 'C' || {{ table_column }}, '')
        when {{ sheet }} is not null
            then
                '表 ' || {{ sheet }}
                || coalesce(' R' || {{ table_row }} || 'C' || {{ table_column }}, '')
        when {{ table_row }} is not null
            then '行 ' || {{ table_row }} || coalesce(' 第 ' || {{ table_column }} || ' 格', '')
    end
{%- endmacro %}

{#- The address of a figure of the running text in words: `p.21 第 40 句`. -#}
{% macro sentence_address(page, sentence_no) -%}
    coalesce('p.' || {{ page }} || ' ', '') || '第 ' || {{ sentence_no }} || ' 句'
{%- endmacro %}

{#- The end of a message: what a verdict means for a reader. -#}
{% macro verdict_in_words(verdict) -%}
    case {{ verdict }}
        when 'exact' then '一致'
        when 'rounding' then '差额在四舍五入范围内'
        when 'rounding_zero' then '差额在印作零的数四舍五入范围内'
        when 'last_digit' then '同一数字两处印出，末位差一'
        when 'truncated' then '印出的数被截尾而不是四舍五入'
        when 'undefined_base' then '基数为零，比率没有意义'
        when 'violation' then '超出四舍五入能解释的范围'
        when 'not_evaluable' then '缺少数字，无法核对'
        else '不适用'
    end
{%- endmacro %}

{#-
  One sentence for a reader: what was printed where, what the other figures give, what it means.
  relation: 'eq', 'le' or 'ge'; cells: VARCHAR[], found first; texts as the verdict shows them.
-#}
{% macro verdict_message(title, instance, found, expected, unit, difference, relation, verdict, cells)
-%}
    {{ title }} || case when {{ instance }} = '' then '' else '（' || {{ instance }} || '）' end
    || '：印为 ' || {{ found }} || {{ unit_in_words(unit) }}
    || coalesce('（' || {{ cells }}[1] || '）', '')
    || case {{ relation }} when 'le' then '，应不大于 ' when 'ge' then '，应不小于 '
        else '，按其余数字应为 ' end
    || {{ expected }} || {{ unit_in_words(unit) }}
    || case when {{ difference }} = 0 then '' else
        '，相差 ' || {{ plain_number(difference, 'case when ' ~ difference ~ ' = '
        ~ 'cast(' ~ difference ~ ' as decimal(24, 2)) then 2 else 4 end') }}
        || {{ unit_in_words(unit) }}
    end
    || '；' || {{ verdict_in_words(verdict) }} || '。'
{%- endmacro %}
