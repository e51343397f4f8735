"""Browse beyond its list: what is alike, what is suspicious, what the values are."""
