-- 结转结余率：年末结转和结余占可用资金的比重，超过 30% 的标出
-- Carry-over ratio: closing balance to the money available, above 30 % flagged
SELECT
    agency AS 部门,
    fiscal_year AS 年度,
    opening_balance_wan AS 年初_万元,
    income_wan AS 本年收入_万元,
    closing_balance_wan AS 年末_万元,
    cast(
        100 * closing_balance_wan / nullif(opening_balance_wan + income_wan, 0) AS DECIMAL(9, 2)
    ) AS 结转结余率,
    closing_balance_yuan * 100 > (opening_balance_yuan + income_yuan) * 30 AS 超过三成
FROM marts.wide_agency_year
WHERE closing_balance_wan IS NOT NULL AND income_wan IS NOT NULL
ORDER BY agency, fiscal_year;
