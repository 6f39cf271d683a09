"""Typesets figures into report files: samples, round-trip tests, benchmarks.

A report's figures and a layout from the catalogue compose printed tables, self-evaluations have
layouts of their own, and headings and paragraphs stand between them; a format turns what is printed
into the bytes of a file. The same figures always give the same bytes.
"""
