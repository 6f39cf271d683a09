-- 政府采购中授予中小企业的比重，是否达到 30%
-- Share of procurement awarded to small and medium enterprises, and whether it reaches 30 %
SELECT
    agency.agency AS 部门,
    procurement.fiscal_year AS 年度,
    sum(procurement.amount_wan) AS 采购支出_万元,
    cast(sum(procurement.sme_award_yuan) * 0.0001 AS DECIMAL(18, 2)) AS 授予中小企业_万元,
    cast(
        100 * sum(procurement.sme_award_yuan) / nullif(sum(procurement.amount_yuan), 0)
        AS DECIMAL(9, 2)
    ) AS 占比,
    sum(procurement.sme_award_yuan) * 100 >= sum(procurement.amount_yuan) * 30 AS 达到三成
FROM marts.fct_procurement AS procurement
INNER JOIN marts.dim_agency AS agency USING (agency_id)
GROUP BY ALL
HAVING sum(procurement.sme_award_yuan) IS NOT NULL
ORDER BY agency.agency, procurement.fiscal_year;
