"""One report, many reports, the build: ordinary functions that put the other packages together.

No orchestrator, and no knowledge of a form, a format or a rule: those live below.
"""
