select
    '{{ var("schema_version") }}' as schema_version,
    '部门决算 warehouse: schemas marts and quality' as contract
