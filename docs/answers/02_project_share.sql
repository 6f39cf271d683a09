-- 项目支出占比及其变化
-- Share of project spending and how it moved
WITH spending AS (
    SELECT
        agency_id,
        agency,
        fiscal_year,
        sum(amount_wan) AS total,
        sum(amount_wan) FILTER (WHERE nature = 'project') AS project
    FROM marts.wide_expenditure
    GROUP BY ALL
)

SELECT
    now.agency AS 部门,
    now.fiscal_year AS 年度,
    now.project AS 项目支出_万元,
    now.total AS 支出合计_万元,
    cast(100 * now.project / nullif(now.total, 0) AS DECIMAL(9, 2)) AS 项目支出占比,
    cast(100 * year_before.project / nullif(year_before.total, 0) AS DECIMAL(9, 2)) AS 上年占比
FROM spending AS now
LEFT JOIN spending AS year_before
    ON now.agency_id = year_before.agency_id AND now.fiscal_year = year_before.fiscal_year + 1
ORDER BY now.agency, now.fiscal_year;
-- 样本各部门只有一年的决算，所以没有上年占比。
-- The samples have one year of final accounts an agency, so there is no share of the year before.
