select function_code as code, any_value(function_name_en) as name_en
from marts.dim_function where function_name_en is not null group by function_code
union
select economic_code, any_value(economic_name_en)
from marts.dim_economic_class where economic_name_en is not null group by economic_code
order by code
