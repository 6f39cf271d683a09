"""The pages people look at: an explorer and quality pages made from the published warehouse.

Static files that open from a folder, without a server and without a network. Sums are made in the
warehouse's SQL; the scripts in `assets/` only show what is here written out as decimal text.
"""
