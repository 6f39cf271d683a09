"""From Documents to placed figures: which form a grid is, and which row and column a figure is in.

Form knowledge comes from the catalogue; no form is named here. Every cell with a figure ends as a
reported amount, under a named rule that ignores it, or in the list of unplaced cells.
"""
