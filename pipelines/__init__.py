"""From published 部门决算 reports to a DuckDB warehouse."""
