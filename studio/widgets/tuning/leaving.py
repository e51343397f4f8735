"""An end that keys typed ahead cannot disturb.

In Textual (8.2.8) keys are still obeyed after `exit`, while what they bring to the screen gets no
children any more, and soon there is no screen: it fails where it looks for them, and a traceback is
the last that is seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import App, ScreenStackError
from textual.css.query import NoMatches
from textual.dom import DOMNode

if TYPE_CHECKING:
    from textual.actions import ActionParseResult


class Leaving(App[None]):
    """An application that obeys no key once it ends, and takes nothing for broken that misses what
    is gone already.
    """

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        return not self._exit and await super().run_action(action, default_namespace, namespaces)

    def _handle_exception(self, error: Exception) -> None:
        if not (self._exit and isinstance(error, NoMatches | ScreenStackError)):
            super()._handle_exception(error)
