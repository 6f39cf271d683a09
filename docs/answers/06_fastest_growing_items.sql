-- 增长最快的经济分类科目（上年 1 万元以上）
-- Economic items that grew fastest (more than 1 万元 the year before)
SELECT
    now.agency AS 部门,
    now.fiscal_year AS 年度,
    now.economic_code AS 科目编码,
    now.economic_name AS 科目,
    year_before.amount_wan AS 上年_万元,
    now.amount_wan AS 本年_万元,
    cast(
        100 * (now.amount_wan - year_before.amount_wan) / year_before.amount_wan AS DECIMAL(12, 2)
    ) AS 增长
FROM marts.wide_economic AS now
INNER JOIN marts.wide_economic AS year_before
    ON
        now.agency_id = year_before.agency_id
        AND now.economic_code = year_before.economic_code
        AND now.cost_group = year_before.cost_group
        AND now.fiscal_year = year_before.fiscal_year + 1
WHERE year_before.amount_wan > 1
ORDER BY 增长 DESC, 部门, 科目编码
LIMIT 20;
-- 样本各部门只有一年的决算，此问要有相邻两年才能回答。
-- The samples have one year an agency; this question needs two years in a row.
