"""The part of Review in which samples are read, compared with their sources, and replaced."""
