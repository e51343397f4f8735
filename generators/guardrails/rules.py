"""The rules that guardrails teaches: name, severity, and the rule itself."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from generators.content import loader
from generators.content.loader import Entry

Severity = Literal["low", "medium", "high", "critical"]
Grade = Literal[1, 2, 3]


class Rule(Entry):
    """One rule; `states` is the rule as a sentence, `title` its violation as a phrase."""

    id: str
    category: str
    title: str
    impact: Grade
    likelihood: Grade
    states: str

    @property
    def severity(self) -> Severity:
        """Impact times likelihood: 9 critical, 6 high, 3 and 4 medium, 1 and 2 low."""
        product = self.impact * self.likelihood
        if product >= 9:
            return "critical"
        if product >= 6:
            return "high"
        return "medium" if product >= 3 else "low"


class RuleFile(Entry):
    """The file of rules."""

    rule: tuple[Rule, ...]


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """All rules by id. Raises ContentError."""
    (file,) = loader.topics("guardrails", RuleFile, "rules").values()
    return {rule.id: rule for rule in file.rule}
