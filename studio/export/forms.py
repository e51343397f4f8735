"""Copies of the dataset in the forms that trainers read, each in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from generators import catalog, tokens

from . import parquet

Row = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """One form."""

    copy: Callable[[str], str]
    """The path of a dataset's copy below the export."""
    write: Callable[[Path, Path], None]
    """Adds the samples of a JSONL file of the export to a copy."""

    def copies(self, names: Sequence[str]) -> list[str]:
        """The paths of these datasets' copies, each once, in order."""
        return list(dict.fromkeys(map(self.copy, names)))


def messages(sample: Row) -> Row:
    """A conversation of one turn, as chat templates take it."""
    asked = tokens.user(sample["instruction"], sample["input"])
    turns = [("user", asked), ("assistant", sample["output"])]
    return {"messages": [{"role": role, "content": content} for role, content in turns]}


def prompt_completion(sample: Row) -> Row:
    """The same as a prompt, on which no loss is taken, and its completion."""
    user, assistant = messages(sample)["messages"]
    return {"prompt": [user], "completion": [assistant]}


def _lines(row: Callable[[Row], Row], named: bool = True) -> Callable[[Path, Path], None]:
    def write(source: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("ab") as file:
            for sample in _samples(source):
                # What a person flags in training must be found again.
                name = {"sample_id": sample["metadata"]["sample_id"]} if named else {}
                file.write(orjson.dumps(row(sample) | name, option=orjson.OPT_APPEND_NEWLINE))

    return write


def listed(names: Sequence[str]) -> Row:
    """`dataset_info.json`, by which LLaMA-Factory finds conversations: an entry `web4_NAME` for
    each training file. Evaluation has none, so that it cannot be trained on by its name.
    """
    tags = {
        "role_tag": "role",
        "content_tag": "content",
        "user_tag": "user",
        "assistant_tag": "assistant",
    }
    return {
        f"web4_{name}": {
            "file_name": f"{name}.jsonl",
            "formatting": "sharegpt",
            "columns": {"messages": "messages"},
            "tags": tags,
        }
        for name in names
    }


def _samples(source: Path) -> Iterator[Row]:
    with source.open("rb") as lines:
        yield from map(orjson.loads, lines)


def _write_parquet(source: Path, target: Path) -> None:
    parquet.write(target, source)


def _split(name: str, training: str, held_out: str) -> str:
    return held_out if name == catalog.EVAL else training


FORMS = {
    "messages": Form("messages/{}.jsonl".format, _lines(messages)),
    "prompt-completion": Form("prompt-completion/{}.jsonl".format, _lines(prompt_completion)),
    # MLX-LM knows its files by these names.
    "mlx": Form(
        lambda name: f"mlx/{_split(name, 'train', 'valid')}.jsonl", _lines(messages, named=False)
    ),
    # Folders of these names are splits for whoever loads the folder of this form. A card cannot
    # say so: `datasets` reads all that one card names with one reader.
    "parquet": Form(
        lambda name: f"parquet/{_split(name, 'train', 'test')}/{name}.parquet", _write_parquet
    ),
}
CONFIGURED = ("messages", "prompt-completion")
"""Forms that the card offers beside the required files."""
LISTED = "messages/dataset_info.json"


def copies(names: Sequence[str]) -> list[str]:
    """Every path that a copy of these datasets, or the list of copies, can have."""
    return [*(path for form in FORMS.values() for path in form.copies(names)), LISTED]


def write(draft: Path, names: Sequence[str], forms: Sequence[str]) -> None:
    """Writes the copies of a draft's datasets and of its evaluation, except of those that hold no
    sample: loaders fail at an empty file. Raises OSError.
    """
    held = [name for name in names if (draft / f"{name}.jsonl").stat().st_size]
    tested = [catalog.EVAL] if (draft / f"{catalog.EVAL}.jsonl").stat().st_size else []
    for form in (FORMS[each] for each in dict.fromkeys(forms)):
        for name in held + tested:
            form.write(draft / f"{name}.jsonl", draft / form.copy(name))
    if "messages" in forms and held:
        text = orjson.dumps(listed(held), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        (draft / LISTED).write_bytes(text)
