-- 实际值低于指标值、又没有写偏差原因的指标（只比较单位相同的数）
-- Indicators whose actual value is below the target, without a reason (numbers of one unit only)
WITH compared AS (
    SELECT
        *,
        try_cast(regexp_extract(target_text, '^([0-9.]+)([^0-9.]*)$', 1) AS DECIMAL(18, 4)) AS target,
        try_cast(regexp_extract(actual_text, '^([0-9.]+)([^0-9.]*)$', 1) AS DECIMAL(18, 4)) AS actual
    FROM marts.wide_performance
    WHERE
        regexp_extract(target_text, '^([0-9.]+)([^0-9.]*)$', 2)
        = regexp_extract(actual_text, '^([0-9.]+)([^0-9.]*)$', 2)
)

SELECT
    agency AS 部门,
    fiscal_year AS 年度,
    project_name AS 项目,
    level3_label AS 指标,
    target_text AS 指标值,
    actual_text AS 实际完成值,
    weight AS 分值,
    score AS 得分
FROM compared
WHERE actual < target AND reason IS NULL
ORDER BY agency, fiscal_year, project_name, indicator_no;
