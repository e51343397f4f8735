"""Objects that answer for themselves: which of two comes first, and what has changed."""
