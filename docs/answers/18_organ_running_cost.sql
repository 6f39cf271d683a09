-- 机关运行经费，按政府级次（万元）
-- Running cost of administrative organs, by level of government (万元)
SELECT
    region.level AS 级次,
    agency.agency AS 部门,
    claim.fiscal_year AS 年度,
    cast(claim.value_yuan * 0.0001 AS DECIMAL(18, 2)) AS 机关运行经费,
    claim.source_file AS 来源文件,
    claim.page AS 页码
FROM marts.fct_narrative_claim AS claim
INNER JOIN marts.dim_report AS report ON claim.report_id = report.report_id AND report.feeds_marts
INNER JOIN marts.dim_agency AS agency ON claim.agency_id = agency.agency_id
LEFT JOIN marts.dim_region AS region ON agency.region = region.region
WHERE claim.subject = 'operating_cost' AND claim.quantity = 'amount'
ORDER BY region.level, agency.agency, claim.fiscal_year;
