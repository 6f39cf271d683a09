-- 财政拨款以外的支出占多少：支出决算表减去三张拨款支出表
-- How much of the spending is beyond the appropriation: 支出决算表 less the three appropriation forms
SELECT
    agency AS 部门,
    fiscal_year AS 年度,
    coalesce(sum(amount_wan) FILTER (WHERE fund_scope = 'other'), 0) AS 财政拨款以外_万元,
    sum(amount_wan) AS 支出合计_万元,
    cast(
        100 * coalesce(sum(amount_wan) FILTER (WHERE fund_scope = 'other'), 0)
        / nullif(sum(amount_wan), 0) AS DECIMAL(9, 2)
    ) AS 占比
FROM marts.wide_expenditure
WHERE
    report_id IN (
        SELECT report_id FROM marts.fct_reported_amount WHERE form_code = 'expenditure'
    )
GROUP BY ALL
ORDER BY agency, fiscal_year;
