"""What must not reach a training set: secrets, which are found, and people, who are masked.

`secrets.found` is the one scanner: what it finds in a text keeps the whole text out. `people.clean`
is the one cleaning function: it replaces what points at a person or a machine and keeps the
sentence. Neither ever gives out what it found, only its kind.
"""

from . import people, secrets

__all__ = ["people", "secrets"]
