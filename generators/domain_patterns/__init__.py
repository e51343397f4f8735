"""The dataset `domain_patterns`: `generator` offers its candidates, the other modules are its
parts.
"""

from .generator import candidates, parts

__all__ = ["candidates", "parts"]
