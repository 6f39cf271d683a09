-- 勾稽不符按关系、地区、年度计数：哪些报告该退回（只计严重的、未认可的）
-- Violated identities by identity, region and year: which reports to send back (grave and open ones)
SELECT
    title_zh AS 勾稽关系,
    identity_id AS 编号,
    agency AS 部门,
    region AS 地区,
    fiscal_year AS 年度,
    count(*) AS 不符项数
FROM marts.wide_verdict
WHERE verdict = 'violation' AND severity = 'error' AND status = 'open' AND is_current
GROUP BY ALL
ORDER BY agency, fiscal_year, identity_id;
