select
    release_no, strftime(published_at, '%Y-%m-%d %H:%M') as published_at, software_version,
    schema_version, files, reports, figures, quantities, claims, unplaced, violations,
    reports_added, reports_revised, reports_withdrawn, figures_changed, verdicts_turned
from quality.fct_run order by release_no desc limit 20
