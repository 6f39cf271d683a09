"""Performance self-evaluations: sheets of facts, funds, objectives, indicators and a total.

Their words live in the catalogue (evaluations/*.yml). The forms of the final accounts
are not read here.
"""
