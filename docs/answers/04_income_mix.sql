-- 收入来源构成，各地区对比（万元）
-- Income by source, regions compared (万元)
SELECT
    region AS 地区,
    fiscal_year AS 年度,
    sum(amount_wan) FILTER (WHERE income_source = 'appropriation') AS 财政拨款收入,
    sum(amount_wan) FILTER (WHERE income_source = 'other') AS 其他收入,
    sum(amount_wan) AS 收入合计,
    cast(
        100 * sum(amount_wan) FILTER (WHERE income_source = 'appropriation')
        / nullif(sum(amount_wan), 0) AS DECIMAL(9, 2)
    ) AS 财政拨款占比
FROM marts.wide_income
GROUP BY ALL
ORDER BY region, fiscal_year;
