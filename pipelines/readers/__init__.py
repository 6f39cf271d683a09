"""Bytes to Document. The only home of the PDF, office and HTML libraries.

A reader tells what stands where; it knows no form, no unit and no amount.
"""
