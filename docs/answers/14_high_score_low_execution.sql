-- 预算执行率不到 60% 的自评，得分是多少，是否仍在 90 分以上
-- Self-evaluations with an execution rate below 60 %: their score, and whether it is 90 or more
SELECT
    agency.agency AS 部门,
    evaluation.fiscal_year AS 年度,
    evaluation.project_name AS 项目,
    evaluation.execution_rate AS 执行率,
    evaluation.total_score AS 自评总分,
    evaluation.total_score >= 90 AS 高分
FROM marts.fct_performance_evaluation AS evaluation
INNER JOIN marts.dim_agency AS agency USING (agency_id)
WHERE evaluation.execution_rate < 60
ORDER BY agency.agency, evaluation.fiscal_year, evaluation.project_name;
