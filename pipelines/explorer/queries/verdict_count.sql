select
    account.account_id, verdict.identity_id, verdict.verdict, verdict.severity,
    cast(count(*) as integer) as verdicts
from quality.fct_identity_verdict as verdict
inner join account on verdict.report_id = account.report_id
group by all
order by all
