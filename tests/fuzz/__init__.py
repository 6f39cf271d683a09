"""Mutated report files and what must hold for each: a short run in the tests, a long one on demand.

`python -m tests.fuzz --files 10000 --seed 1`
"""
