"""Reading files that may be anything: never waits for one, never takes in more than asked, and says
in one phrase what is wrong.
"""

from __future__ import annotations

import errno
import os
import stat
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

# Pydantic takes longer to import than the rest of the command line.
if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")
DOCUMENT = 50_000_000
"""Bytes of the largest JSON document that is read, a manifest or a cache."""
PHRASE = 160


def read(path: Path, most: int) -> bytes:
    """The content of a regular file of at most `most` bytes.

    Raises OSError, with a reason that can be shown, for anything else: a folder, a pipe or a
    device, which would be waited for, and a larger file.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except ValueError:
        raise OSError(errno.EINVAL, "not a file name", str(path)) from None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"larger than {size(most)}", str(path))
    return content


def document(path: Path, shape: type[T]) -> T:
    """A JSON document as a model or any other type that pydantic checks.

    Raises OSError where it cannot be read, and ValueError where it is not of that shape.
    """
    return json(read(path, DOCUMENT), shape)


def json(text: str | bytes, shape: type[T]) -> T:
    """The same of a text. Nesting beyond the stack, lone surrogates and wrong types are all a
    ValueError.
    """
    key: Any = shape
    adapter: TypeAdapter[T] = _adapter(key)
    return adapter.validate_json(text)


@lru_cache(maxsize=64)
def _adapter(shape: Any) -> TypeAdapter[Any]:
    """Building one takes longer than reading a document with it."""
    from pydantic import TypeAdapter

    return TypeAdapter(shape)


def toml(text: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises ValueError."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def why(error: Exception) -> str:
    """What is wrong as one phrase: without the numbers, names and values of the error's own text,
    as far as its kind is known here.
    """
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        return f"{where}: {first['msg'].lower()}" if where else first["msg"].lower()
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8"
    text = getattr(error, "strerror", None) or " ".join(str(error).split())
    text = text or type(error).__name__
    return text[:1].lower() + text[1:PHRASE]


def size(count: int) -> str:
    """A number of bytes as people say it: `500 kB`, `20 MB`."""
    return f"{count / 1e6:g} MB" if count >= 1_000_000 else f"{count / 1e3:g} kB"
