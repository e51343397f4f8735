"""The dataset `reporting_protocol`: `generator` offers its candidates, the other modules are its
parts.
"""

from .generator import candidates

__all__ = ["candidates"]
