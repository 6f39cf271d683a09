"""Typesets figures into report files: samples, round-trip tests, benchmarks.

A report's figures and a layout from the catalogue compose printed tables; a format turns printed
tables into the bytes of a file. The same figures always give the same bytes.
"""
