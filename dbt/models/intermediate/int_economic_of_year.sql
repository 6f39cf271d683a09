-- Which edition of an economic code a report of one fiscal year means.
{{ edition_of_year(
    editions=ref('int_economic_edition'),
    key='economic_key',
    code='economic_code',
    forms=['general_budget_basic_expenditure']
) }}
