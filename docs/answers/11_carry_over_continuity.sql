-- 年初数接不上上年年末数的部门
-- Agencies whose opening balance is not last year's closing balance
SELECT
    agency AS 部门,
    fiscal_year AS 年度,
    instance AS 项目,
    expected AS 上年年末,
    found AS 本年年初,
    difference AS 差额,
    unit AS 单位,
    message AS 说明
FROM marts.wide_verdict
WHERE family = 'cross_year' AND verdict = 'violation' AND is_current
ORDER BY agency, fiscal_year, identity_id, instance;
-- 样本各部门只有一年的决算，此问要有相邻两年才能回答。
-- The samples have one year an agency; this question needs two years in a row.
