select
    identity_id,
    family,
    severity,
    title_zh,
    title_en,
    why_zh,
    why_en,
    string_split(kinds, '|') as kinds,
    first_year,
    last_year,
    case when forms = '' then [] else string_split(forms, '|') end as forms,
    case when may_be_empty = '' then [] else string_split(may_be_empty, '|') end as may_be_empty,
    rule_kind,
    model,
    needs_agreement,
    needs_report
from {{ source('raw', 'identity') }}
