"""The dataset `domain_representatives`: `generator` offers its candidates, the other modules are
its parts.
"""

from .generator import candidates, plan

__all__ = ["candidates", "plan"]
