select identity_id, title_zh, title_en, why_zh, why_en, family, severity
from marts.dim_identity order by identity_id
