-- 各部门各年按类的支出，基本支出和项目支出分列（万元）
-- Spending by class, basic and project, per agency and year (万元)
SELECT
    agency AS 部门,
    fiscal_year AS 年度,
    class_code AS 类编码,
    class_name AS 类,
    sum(amount_wan) FILTER (WHERE nature = 'basic') AS 基本支出,
    sum(amount_wan) FILTER (WHERE nature = 'project') AS 项目支出,
    sum(amount_wan) AS 合计
FROM marts.wide_expenditure
GROUP BY ALL
ORDER BY agency, fiscal_year, class_code;
