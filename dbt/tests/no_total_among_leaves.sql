-- Ours to keep: no mart holds a row beside the rows it sums. Residuals may stand at a coarser
-- code, so they are compared among themselves only.
with marts as (
    select
        report_id,
        fund_scope as part,
        function_code as code
    from {{ ref('fct_expenditure_by_function') }}
    union all
    select
        report_id,
        'income',
        function_code
    from {{ ref('fct_income_by_source') }}
    union all
    select
        report_id,
        'economic',
        economic_code
    from {{ ref('fct_expenditure_by_economic_class') }}
)

select distinct
    whole.report_id,
    whole.part,
    whole.code,
    detail.code as detail_code
from marts as whole
inner join marts as detail
    on
        whole.report_id = detail.report_id
        and whole.part = detail.part
        and whole.code in (left(detail.code, 3), left(detail.code, 5))
        and whole.code <> detail.code
