-- “三公”经费：各项的预算数和决算数，是否超预算（万元）
-- “Three public” expenses: budget and outturn of every item, and who exceeds it (万元)
SELECT
    agency AS 部门,
    fiscal_year AS 年度,
    item_name AS 项目,
    budget_basis AS 预算口径,
    budget_amount_wan AS 预算数,
    outturn_amount_wan AS 决算数,
    is_over_budget AS 超预算
FROM marts.wide_three_public
ORDER BY agency, fiscal_year, item;
