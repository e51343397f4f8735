"""What a worker sends back: a result or an error, and what was logged on the way."""

from __future__ import annotations

import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

# The logger of the log file; what is logged in a worker is to reach it.
LOGGER = "web4-studio"


@dataclass(frozen=True)
class Step:
    """How far the work on an item is, sent before its answer."""

    done: int
    total: int


@dataclass(frozen=True)
class Answer:
    """The answer to one item."""

    result: Any = None
    error: BaseException | None = None
    said: tuple[tuple[str, int, str], ...] = ()
    """Lines for the log: logger, level, text."""
    worn: bool = False
    """Whether the process that answers has grown so much that another one should go on."""

    def taken(self) -> Any:
        """The result, here; logs what was said. Raises the error."""
        for name, level, line in self.said:
            logging.getLogger(name).log(level, line)
        if self.error is not None:
            raise self.error
        return self.result


class _Said(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((record.name, record.levelno, record.getMessage()))


def answer_of(work: Callable[[Any, Any], Any], shared: Any, item: Any) -> Answer:
    """Does the work; what it yields is a list. Never raises."""
    said, logger = _Said(), logging.getLogger(LOGGER)
    logger.addHandler(said)
    try:
        result = work(shared, item)
        result = list(result) if isinstance(result, Iterator) else result
        return Answer(result, said=tuple(said.lines))
    except BaseException as error:
        return Answer(error=_sendable(error), said=tuple(said.lines))
    finally:
        logger.removeHandler(said)


def _sendable(error: BaseException) -> BaseException:
    """The error with its traceback as a note; as text where it cannot be pickled."""
    told = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(told)
    return error


def named(item: Any) -> str:
    """An item in an error, without a word of a text."""
    return f"{len(item)} texts" if isinstance(item, list) else str(item)[:80]
