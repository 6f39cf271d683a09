-- 预算完成率异常的事项：不到 50% 或超过 150%（预算为零的除外）
-- Items with an unusual completion: below 50 % or above 150 % (budgets of zero aside)
SELECT
    agency AS 部门,
    fiscal_year AS 年度,
    item_name AS 事项,
    coalesce(budget_initial_wan, budget_revised_wan, budget_unstated_wan) AS 预算数_万元,
    outturn_wan AS 执行数_万元,
    cast(
        100 * outturn_wan
        / coalesce(budget_initial_wan, budget_revised_wan, budget_unstated_wan) AS DECIMAL(12, 2)
    ) AS 完成率,
    completion_rate AS 报告所印完成率
FROM marts.wide_budget_execution
WHERE
    coalesce(budget_initial_wan, budget_revised_wan, budget_unstated_wan) > 0
    AND (
        outturn_wan * 2 < coalesce(budget_initial_wan, budget_revised_wan, budget_unstated_wan)
        OR outturn_wan * 2
        > coalesce(budget_initial_wan, budget_revised_wan, budget_unstated_wan) * 3
    )
ORDER BY agency, fiscal_year, item_order;
