"""What points at people and machines, a kind of data in each module, with its masks."""
