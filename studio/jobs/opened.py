"""The staging store during one session of the studio: open in every thread, watched for changes
made elsewhere, with its statistics kept until it changes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Container, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generators.errors import UserError
from studio.search.index import Alike, Finder
from studio.search.meaning.nearness import far
from studio.store import listing
from studio.store.filtering import bulk
from studio.store.staging import Staging

from .measuring import Kept

if TYPE_CHECKING:
    from studio.figures.insights import Insights
    from studio.search.meaning.by_source import BySource
    from studio.search.meaning.model import Model


BY_MEANING = "by what the sources are about"
BY_WORDS = "by words alone: the sources in the RAG store cannot be asked"
BY_WORDS_FOR_NOW = "by words for now; by meaning as soon as the embedding model answers"


class OpenedStore:
    """A store that may not exist yet. All of it may be used from any thread, except
    `changed_elsewhere`.
    """

    def __init__(
        self, path: Path, ask: Callable[[str], Mapping[str, float] | None] | None = None
    ) -> None:
        """`ask` says how like a text each source is: None where that is not known yet, empty where
        it never will be.
        """
        self.path = path
        self._ask = ask
        self._by_source: tuple[object, BySource] | None = None
        self.measured = Kept(path)
        self.finder = Finder(self._like)
        self.problem = ""
        """Why the store cannot be opened, as one line; empty if it can, or if there is none."""
        self._local = threading.local()
        self._checked = False
        self._version = 0
        self._figures: dict[tuple[str, str], Insights] = {}

    @property
    def staging(self) -> Staging | None:
        """The store, open for the calling thread; None if nothing is staged yet or it cannot be
        opened.
        """
        opened: Staging | None = getattr(self._local, "staging", None)
        if opened is not None:
            return opened
        if not self.path.exists():
            return None
        try:
            opened = self._local.staging = Staging(self.path, create=False, checked=self._checked)
            self._checked = True
        except UserError as error:
            self.problem = str(error)
        return opened

    def changed_elsewhere(self) -> bool:
        """Whether another thread, process or studio has written since the last call."""
        if self.staging is None:
            return False
        before = self._version
        self._version = self.staging.version()
        return before not in (0, self._version)

    def forget(self) -> None:
        """Drops everything computed from the store, because it has changed."""
        self.finder.forget()
        self._figures = {}

    def figures(self, dataset: str = "", category: str = "") -> Insights:
        """The statistics of a part of the dataset (of everything by default), computed once until
        the store changes. Takes up to a second; call it in a thread.
        """
        from studio.figures import insights

        if self.staging is None:
            return insights.Insights()
        # A change meanwhile replaces the dictionary; what was computed before must not enter it.
        kept = self._figures
        if (dataset, category) not in kept:
            facts = self.finder.facts(self.staging.db)
            kept[dataset, category] = insights.examine(self.staging.db, facts, dataset, category)
        return kept[dataset, category]

    def _like(self, wanted: str, among: Container[str]) -> Alike | None:
        model, staging = self.measured.model(), self.staging
        if staging is None or listing.known(staging.db, [wanted]):
            return None if model is None else Alike(model.like(wanted, among))
        near = self._ask(wanted) if self._ask else {}
        if near is None and model is None:
            return None
        note = BY_MEANING if near else BY_WORDS if near is not None else BY_WORDS_FOR_NOW
        if far(staging.db, wanted, near):
            return Alike({}, note)
        if near:
            return Alike(self._sources(staging, model).like(wanted, near, among), note)
        return None if model is None else Alike(model.like(wanted, among), note)

    def _sources(self, staging: Staging, model: Model | None) -> BySource:
        from studio.search.meaning.by_source import BySource

        now = bulk.stamp(staging.db), id(model)
        if self._by_source is None or self._by_source[0] != now:
            self._by_source = now, BySource(listing.sources(staging.db), model)
        return self._by_source[1]

    def suspect(self) -> bool:
        """Orders samples by suspicion again, with the latest verdicts; False where they have not
        been measured. Call it in a thread. Raises UserError.
        """
        from studio.curation import suspicion

        model, staging = self.measured.model(), self.staging
        if model is None or staging is None:
            return False
        suspicion.update(staging, model)
        return True

    def out_of_date(self) -> bool:
        """Whether samples came or went since they were measured, or never were; call it in a
        thread. Where there are none, nothing is to be measured.
        """
        from studio.search.meaning.model import stamp
        from studio.store import measures

        if self.staging is None or not measures.any_samples(self.staging.db):
            return False
        model = self.measured.model()
        return model is None or model.stamp != stamp(self.staging.db)

    def find(self, text: str) -> list[tuple[str, str, str]]:
        """(id, dataset, opening) of samples whose id or text matches; call it in a thread."""
        from studio.search import samples

        return samples.find(self.staging.db, text) if self.staging else []
