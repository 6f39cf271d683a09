-- The COFOG division of a code is that of its 款 where the map has one, else that of its 类.
select
    edition.function_key,
    edition.function_code,
    edition.function_name,
    english.name_en as function_name_en,
    edition.level,
    edition.parent_code,
    edition.class_code,
    edition.fund,
    coalesce(of_section.cofog_division, of_class.cofog_division) as cofog_division,
    coalesce(of_section.cofog_name, of_class.cofog_name) as cofog_name,
    coalesce(of_section.confidence, of_class.confidence) as cofog_confidence,
    edition.first_year,
    edition.last_year,
    edition.status,
    edition.evidence,
    edition.is_official
from {{ ref('int_function_edition') }} as edition
left join {{ ref('stg_english_name') }} as english
    on edition.function_code = english.code and english.classification = 'function'
left join {{ ref('stg_cofog_division') }} as of_class on edition.class_code = of_class.code
left join {{ ref('stg_cofog_division') }} as of_section
    on left(edition.function_code, 5) = of_section.code and length(edition.function_code) >= 5
