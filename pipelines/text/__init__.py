"""Reading the smallest things: characters, amounts, units, labels. Standard library only."""
