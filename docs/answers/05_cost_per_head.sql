-- 人均人员经费和人均公用经费（元）
-- Personnel and operating cost per head (元)
WITH cost AS (
    SELECT
        agency_id,
        agency,
        fiscal_year,
        sum(amount_yuan) FILTER (WHERE cost_group = 'personnel') AS personnel,
        sum(amount_yuan) FILTER (WHERE cost_group = 'public') AS operating
    FROM marts.wide_economic
    GROUP BY ALL
)

SELECT
    cost.agency AS 部门,
    cost.fiscal_year AS 年度,
    overview.staff_in_post AS 实有人数,
    cast(cost.personnel / nullif(overview.staff_in_post, 0) AS DECIMAL(18, 2)) AS 人均人员经费,
    cast(cost.operating / nullif(overview.staff_in_post, 0) AS DECIMAL(18, 2)) AS 人均公用经费
FROM cost
INNER JOIN marts.wide_agency_year AS overview USING (agency_id, fiscal_year)
ORDER BY cost.agency, cost.fiscal_year;
