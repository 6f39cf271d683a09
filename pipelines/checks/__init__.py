"""The identities evaluated without dbt: the project's own SQL models in an in-memory DuckDB.

Rendering and running live here; the rules live in catalogue/identities and in dbt/models/checks.
"""
