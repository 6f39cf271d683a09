"""Showing people where a figure is printed, and what is known about it: pictures of the page, cells
around a figure, one figure explained, one report checked on a page of its own or marked in a copy.

Nothing is read, judged or stored here; what is shown comes from the stages and the warehouse.
"""
