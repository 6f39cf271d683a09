select
    fiscal_year,
    fiscal_year || '年度' as fiscal_year_label,
    -- 政府会计制度 since 2019; 支出经济分类科目 renumbered in 2018
    case when fiscal_year >= 2019 then 'since_2019' else 'until_2018' end as accounting_regime,
    case when fiscal_year >= 2018 then 'since_2018' else 'until_2017' end
        as economic_classification,
    cast(count(*) as integer) as report_count
from {{ ref('stg_report') }}
where fiscal_year is not null
group by fiscal_year
