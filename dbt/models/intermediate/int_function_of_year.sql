-- Which edition of a functional code a report of one fiscal year means.
{{ edition_of_year(
    editions=ref('int_function_edition'),
    key='function_key',
    code='function_code',
    forms=[
        'income', 'expenditure', 'general_budget_expenditure', 'government_fund', 'state_capital'
    ]
) }}
