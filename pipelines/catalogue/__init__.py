"""Form knowledge as data: what the forms are called, how they are headed, which rows they have.

Whatever depends on a place or a year belongs in these YAML files, not in code.
"""
