-- “三公”经费“只减不增”：哪些项目高于上年
-- “Three public” expenses may only fall: which items rose
SELECT
    agency AS 部门,
    fiscal_year AS 年度,
    item_name AS 项目,
    prior_outturn_wan AS 上年_万元,
    outturn_amount_wan AS 本年_万元
FROM marts.wide_three_public
WHERE is_above_prior_year
ORDER BY agency, fiscal_year, item;
-- 样本各部门只有一年的决算，此问要有相邻两年才能回答。
-- The samples have one year an agency; this question needs two years in a row.
