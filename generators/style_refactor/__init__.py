"""The dataset `style_refactor`: `generator` offers its candidates, the other modules
are its parts.
"""

from .generator import candidates

__all__ = ["candidates"]
