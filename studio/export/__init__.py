"""Export: the files, their card and manifest, and the checks that only a release must pass."""
