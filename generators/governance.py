"""Which rows of a store may be used: by the marks that its owners put on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NO = ("false", "no", "0")
YES = ("true", "yes", "1")
NOTHING = ("", "none", "null", "[]", "{}", *NO)


@dataclass(frozen=True)
class Governance:
    """What keeps a row from being used. See `Settings` for what each is set to."""

    only_untrained: bool = False
    use_flagged: bool = False
    """Whether rows with `pii_flags` may be used all the same."""
    security_levels: tuple[str, ...] = ("public", "open", "internal")
    """Levels that may be used; a row without one may."""
    licenses: tuple[str, ...] = ()
    """Licenses that may be used; empty for all."""

    def reason(self, metadata: Sequence[Mapping[str, Any]]) -> str:
        """Why rows that belong together (a component; the chunks of a document) may not be used;
        empty where they may. A document with a barred part is barred: without it, it would be
        another one.
        """
        for each in metadata:
            if why := self._reason(each):
                return why
        return ""

    def _reason(self, metadata: Mapping[str, Any]) -> str:
        said = {
            name: str(metadata[name]).strip()
            for name in ("ok_to_train", "trained_in_adapter", "pii_flags", "security_level")
            if metadata.get(name) is not None
        }
        level, owner = said.get("security_level", ""), str(metadata.get("license") or "").strip()
        if said.get("ok_to_train", "").lower() in NO:
            return "ok_to_train: its owner does not allow it"
        if self.only_untrained and said.get("trained_in_adapter", "").lower() in YES:
            return "trained_in_adapter: used before (only_untrained)"
        if not self.use_flagged and said.get("pii_flags", "").lower() not in NOTHING:
            return f"pii_flags: {said['pii_flags']} (use_flagged)"
        if level and level.lower() not in map(str.lower, self.security_levels):
            return f"security_level: {level} (security_levels)"
        if self.licenses and owner.lower() not in map(str.lower, self.licenses):
            return f"license: {owner or 'none stated'} (licenses)"
        return ""


USUAL = Governance()
