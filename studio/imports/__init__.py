"""Datasets from elsewhere: reading them, judging them, and giving them back in their own form."""
