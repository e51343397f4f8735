"""What scenarios hold of a declared state, and what is done with one that comes back."""
