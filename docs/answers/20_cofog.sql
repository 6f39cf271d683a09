-- 按 COFOG 大类的支出，社保缴费、医疗和住房改革支出归回部门的主要职能（万元）
-- Spending by COFOG division, with pensions, medical care and housing of staff given back to the agency's main function (万元)
WITH spending AS (
    SELECT
        agency_id,
        fiscal_year,
        cofog_division,
        cofog_name,
        sum(amount_wan) AS amount
    FROM marts.wide_expenditure
    GROUP BY ALL
),

main_function AS (
    SELECT
        agency_id,
        fiscal_year,
        cofog_division,
        cofog_name
    FROM spending
    WHERE cofog_division <> 'own_function'
    QUALIFY row_number() OVER (
        PARTITION BY agency_id, fiscal_year ORDER BY amount DESC, cofog_division
    ) = 1
)

SELECT
    spending.fiscal_year AS 年度,
    CASE
        WHEN spending.cofog_division = 'own_function' THEN main_function.cofog_division
        ELSE spending.cofog_division
    END AS 大类,
    CASE
        WHEN spending.cofog_division = 'own_function' THEN main_function.cofog_name
        ELSE spending.cofog_name
    END AS 名称,
    sum(spending.amount) AS 支出
FROM spending
LEFT JOIN main_function USING (agency_id, fiscal_year)
GROUP BY ALL
ORDER BY 年度, 大类;
