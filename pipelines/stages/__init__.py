"""One report, many reports, the warehouse: ordinary functions without an orchestrator."""
