select
    edition.economic_key,
    edition.economic_code,
    edition.economic_name,
    english.name_en as economic_name_en,
    edition.level,
    edition.parent_code,
    edition.class_code,
    edition.classification_system,
    edition.first_year,
    edition.last_year,
    edition.status,
    edition.evidence,
    edition.is_official
from {{ ref('int_economic_edition') }} as edition
left join {{ ref('stg_english_name') }} as english
    on edition.economic_code = english.code and english.classification = 'economic'
