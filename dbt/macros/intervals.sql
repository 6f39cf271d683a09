{#-
  The interval rule (identities are checked with it, everywhere the same).

  A printed figure stands for every value within half of its last printed digit, both ends in.
  All arithmetic is DECIMAL: a quotient of DECIMALs would be DOUBLE, so ratios are compared by
  cross multiplication and divided, where a text needs it, as whole numbers.
  `yuan` arguments are DECIMAL(24,4) to DECIMAL(38,8); `decimals` are figures after the point.
-#}

{#- Yuan in one printed unit: yuan, wan or yi. -#}
{% macro yuan_per_unit(unit) -%}
    case {{ unit }} when 'wan' then 10000 when 'yi' then 100000000 else 1 end
{%- endmacro %}

{#- One unit of the last digit, in the unit itself: 2 decimals -> 0.01. DECIMAL(24,8). -#}
{% macro last_digit(decimals) -%}
    cast(
        case {{ decimals }}
            when 0 then 1 when 1 then 0.1 when 2 then 0.01 when 3 then 0.001 when 4 then 0.0001
            when 5 then 0.00001 when 6 then 0.000001 when 7 then 0.0000001 else 0.00000001
        end
        as decimal(24, 8)
    )
{%- endmacro %}

{#- One unit of the last digit of an amount, in yuan. DECIMAL(24,8). -#}
{% macro last_digit_yuan(unit, decimals) -%}
    cast({{ last_digit(decimals) }} * {{ yuan_per_unit(unit) }} as decimal(24, 8))
{%- endmacro %}

{#- An amount of yuan in its printed unit, exact to eight decimals. -#}
{% macro in_printed_unit(yuan, unit) -%}
    cast(
        cast({{ yuan }} as decimal(30, 8))
        * cast(
            case {{ unit }} when 'wan' then 0.0001 when 'yi' then 0.00000001 else 1 end
            as decimal(9, 8)
        )
        as decimal(38, 8)
    )
{%- endmacro %}

{#- Plain digits with so many decimals, as a reader writes them; no thousands separators. -#}
{% macro plain_number(value, decimals) -%}
    case {{ decimals }}
        when 0 then cast(cast({{ value }} as decimal(38, 0)) as varchar)
        when 1 then cast(cast({{ value }} as decimal(38, 1)) as varchar)
        when 2 then cast(cast({{ value }} as decimal(38, 2)) as varchar)
        when 3 then cast(cast({{ value }} as decimal(38, 3)) as varchar)
        when 4 then cast(cast({{ value }} as decimal(38, 4)) as varchar)
        when 5 then cast(cast({{ value }} as decimal(38, 5)) as varchar)
        when 6 then cast(cast({{ value }} as decimal(38, 6)) as varchar)
        else cast(cast({{ value }} as decimal(38, 8)) as varchar)
    end
{%- endmacro %}

{#- An amount of yuan as it would be printed in a unit with so many decimals. -#}
{% macro plain_amount(yuan, unit, decimals) -%}
    {{ plain_number(in_printed_unit(yuan, unit), decimals) }}
{%- endmacro %}

{#-
  The verdict of found against a sum. Everything in one unit (yuan, percent, count …).
  difference: found - expected; NULL gives not_evaluable. radius: the sum of the half units of
  all figures on both sides. zero_radius: what printed zeros would add. quantum: one unit of
  found's last digit; term_quantum: that of the one non-zero term when terms = 1 (a copy).
-#}
{% macro verdict_of_sum(difference, radius, zero_radius, quantum, terms, term_quantum) -%}
    case
        when {{ difference }} is null then 'not_evaluable'
        when {{ difference }} = 0 then 'exact'
        when
            {{ terms }} = 1
            and abs({{ difference }}) = {{ quantum }}
            and {{ quantum }} = {{ term_quantum }}
            then 'last_digit'
        when abs({{ difference }}) <= {{ radius }} then 'rounding'
        when abs({{ difference }}) <= {{ radius }} + {{ zero_radius }} then 'rounding_zero'
        else 'violation'
    end
{%- endmacro %}

{#- The verdict of `found <= bound` (relation 'le') or `found >= bound` ('ge'). -#}
{% macro verdict_of_bound(relation, difference, radius, zero_radius) -%}
    case
        when {{ difference }} is null then 'not_evaluable'
        when {{ relation }} = 'le' and {{ difference }} <= 0 then 'exact'
        when {{ relation }} = 'ge' and {{ difference }} >= 0 then 'exact'
        when abs({{ difference }}) <= {{ radius }} then 'rounding'
        when abs({{ difference }}) <= {{ radius }} + {{ zero_radius }} then 'rounding_zero'
        else 'violation'
    end
{%- endmacro %}

{#-
  Whether a difference is rarer than three standard deviations of terms + 1 rounding errors:
  difference² · 12 > 9 · quantum² · (terms + 1). Squares are cut off far beyond any bound.
-#}
{% macro is_suspicious(difference, quantum, terms) -%}
    coalesce(
        cast(least(abs({{ difference }}), {{ quantum }} * 1000) as decimal(37, 6))
        * cast(least(abs({{ difference }}), {{ quantum }} * 1000) as decimal(37, 6)) * 12
        > cast({{ quantum }} as decimal(37, 6)) * cast({{ quantum }} as decimal(37, 6))
        * 9 * ({{ terms }} + 1),
        false
    )
{%- endmacro %}

{#- Half a last digit to be added or taken away makes the two ends of a printed figure. -#}
{% macro lower_end(value, radius) -%}
    (cast({{ value }} as decimal(30, 8)) - cast({{ radius }} as decimal(30, 8)))
{%- endmacro %}

{% macro upper_end(value, radius) -%}
    (cast({{ value }} as decimal(30, 8)) + cast({{ radius }} as decimal(30, 8)))
{%- endmacro %}

{#-
  The verdict of a printed percentage against numerator / denominator.
  printed, quantum: percent and one unit of its last digit. numerator, denominator: any one unit,
  with their radii (0 for counts). Denominator 0 -> undefined_base; negative -> not_evaluable
  (a ratio to less than nothing says nothing). exact: the quotient rounds to what is printed;
  rounding: only the intervals meet; truncated: printed is the quotient cut off at its digits.
-#}
{% macro verdict_of_ratio(
    printed, quantum, numerator, numerator_radius, denominator, denominator_radius
) -%}
    {%- set p = 'try_cast(' ~ printed ~ ' as decimal(16, 8))' -%}
    {%- set q = 'try_cast(' ~ quantum ~ ' as decimal(16, 8))' -%}
    {%- set a = 'try_cast(' ~ numerator ~ ' as decimal(22, 4))' -%}
    {%- set b = 'try_cast(' ~ denominator ~ ' as decimal(22, 4))' -%}
    {%- set a_low = 'try_cast(' ~ lower_end(numerator, numerator_radius) ~ ' as decimal(22, 6))' -%}
    {%- set a_high = 'try_cast(' ~ upper_end(numerator, numerator_radius) ~ ' as decimal(22, 6))' -%}
    {%- set b_low = 'try_cast(' ~ lower_end(denominator, denominator_radius)
        ~ ' as decimal(22, 6))' -%}
    {%- set b_high = 'try_cast(' ~ upper_end(denominator, denominator_radius)
        ~ ' as decimal(22, 6))' -%}
    case
        when {{ printed }} is null or {{ numerator }} is null or {{ denominator }} is null
            then 'not_evaluable'
        -- beyond any real amount or percentage the products would not fit
        when
            abs({{ printed }}) > 100000
            or greatest(abs({{ numerator }}), abs({{ denominator }})) > 100000000000000000
            then 'not_evaluable'
        when {{ denominator }} = 0 then 'undefined_base'
        when {{ denominator }} < 0 then 'not_evaluable'
        when abs(200 * {{ a }} - 2 * {{ p }} * {{ b }}) <= {{ q }} * {{ b }} then 'exact'
        when
            200 * {{ a_low }}
            <= (2 * {{ p }} + {{ q }}) * case
                when {{ a_low }} >= 0 then {{ b_high }} else {{ b_low }}
            end
            and (
                {{ b_low }} <= 0
                or 200 * {{ a_high }}
                >= (2 * {{ p }} - {{ q }}) * case
                    when {{ a_high }} >= 0 then {{ b_low }} else {{ b_high }}
                end
            )
            then 'rounding'
        when {{ p }} * {{ b }} <= 100 * {{ a }} and 100 * {{ a }} < ({{ p }} + {{ q }}) * {{ b }}
            then 'truncated'
        else 'violation'
    end
{%- endmacro %}

{#-
  100 · numerator / denominator rounded to `decimals` (0 to 8): DECIMAL(38,8), without a quotient
  of DECIMALs. NULL where the denominator is not above 0.
-#}
{% macro percent_of(numerator, denominator, decimals) -%}
    {%- set a = 'cast(abs(cast(' ~ numerator ~ ' as decimal(24, 4))) * 10000 as hugeint)' -%}
    {%- set b = 'cast(cast(' ~ denominator ~ ' as decimal(24, 4)) * 10000 as hugeint)' -%}
    {%- set scale = 'cast(case ' ~ decimals
        ~ ' when 0 then 1 when 1 then 10 when 2 then 100 when 3 then 1000 when 4 then 10000'
        ~ ' when 5 then 100000 when 6 then 1000000 when 7 then 10000000 else 100000000 end'
        ~ ' as hugeint)' -%}
    case
        when {{ denominator }} > 0
            then
                try_cast(
                    ((200 * {{ a }} * {{ scale }} + {{ b }}) // (2 * {{ b }})) as decimal(28, 0)
                )
                * cast({{ last_digit(decimals) }} as decimal(9, 8))
                * case when {{ numerator }} < 0 then -1 else 1 end
    end
{%- endmacro %}

{#- The expected percentage as a reader checks it: 43.9136%. -#}
{% macro percent_text(numerator, denominator) -%}
    cast(cast({{ percent_of(numerator, denominator, 4) }} as decimal(38, 4)) as varchar) || '%'
{%- endmacro %}

{#- Printed percentage minus the expected one rounded at the printed decimals. -#}
{% macro percent_difference(printed, numerator, denominator, decimals) -%}
    try_cast(
        cast({{ printed }} as decimal(24, 8))
        - {{ percent_of(numerator, denominator, decimals) }} as decimal(24, 4)
    )
{%- endmacro %}

{#- A verdict's severity: two prints one unit apart and cut-off digits never weigh more than warn. -#}
{% macro severity_of(verdict, severity) -%}
    case
        when {{ verdict }} in ('last_digit', 'truncated') and {{ severity }} = 'error' then 'warn'
        else {{ severity }}
    end
{%- endmacro %}
