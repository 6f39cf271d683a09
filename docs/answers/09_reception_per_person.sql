-- 公务接待费：人均多少元
-- Reception cost per person received, in 元
WITH guests AS (
    SELECT
        report_id,
        max(value) AS persons
    FROM marts.fct_narrative_claim
    WHERE subject = 'reception_persons' AND quantity = 'count'
    GROUP BY report_id
    HAVING count(DISTINCT value) = 1
)

SELECT
    expense.agency AS 部门,
    expense.fiscal_year AS 年度,
    expense.outturn_amount_yuan AS 公务接待费_元,
    cast(guests.persons AS INTEGER) AS 人次,
    cast(expense.outturn_amount_yuan / nullif(guests.persons, 0) AS DECIMAL(18, 2)) AS 人均_元
FROM marts.wide_three_public AS expense
INNER JOIN guests USING (report_id)
WHERE expense.item = 'reception'
ORDER BY expense.agency, expense.fiscal_year;
-- 样本里说了接待人次的只有一份报告，接待 0 人次，人均无意义。
-- One report of the samples tells its guests, and it had none: there is no cost per person.
