-- 满分指标占多少，按主管部门
-- Share of indicators with full score, by supervising agency
SELECT
    evaluation.supervising_agency AS 主管部门,
    indicator.fiscal_year AS 年度,
    count(*) FILTER (WHERE indicator.is_full_score) AS 满分指标,
    count(*) AS 指标数,
    cast(
        100 * count(*) FILTER (WHERE indicator.is_full_score) / count(*) AS DECIMAL(9, 2)
    ) AS 满分占比
FROM marts.wide_performance AS indicator
INNER JOIN marts.fct_performance_evaluation AS evaluation USING (evaluation_id)
-- 没有印分值或得分的指标不能判断 / not to be judged without both
WHERE indicator.is_full_score IS NOT NULL
GROUP BY ALL
ORDER BY evaluation.supervising_agency, indicator.fiscal_year;
