-- 年初预算为零而有支出的事项（万元）
-- Budgeted at zero, but spent (万元)
SELECT
    agency AS 部门,
    fiscal_year AS 年度,
    function_code AS 科目编码,
    item_name AS 事项,
    budget_initial_wan AS 年初预算,
    outturn_wan AS 决算
FROM marts.wide_budget_execution
WHERE is_spent_without_budget
ORDER BY agency, fiscal_year, item_order;
