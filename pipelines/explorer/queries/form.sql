select form_code, title_zh, title_en, is_official from marts.dim_form order by display_order
