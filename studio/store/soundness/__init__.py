"""Whether a staging store can be read: its file, and the documents in its cells."""
