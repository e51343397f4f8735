"""Processes that die at any of their steps: at every file that they open for writing, at every
write (after half of it), sync, link, rename and removal.

`python -m tests.studio.export.dying FOLDER STRIDE` replaces an export by another one and dies at
every STRIDE-th step, from every start; it prints how often, and what a reader found then.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from studio.export import publish
from tests.studio.export.shown import shown

STEPS = {"os.rename", "os.symlink", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"}
WRITES = os.O_WRONLY | os.O_RDWR
MOST = 2_000


class Dying:
    """Counts the steps of a process, and ends it like a kill at one of them."""

    def __init__(self, at: int) -> None:
        self.left = at

    def step(self) -> None:
        self.left -= 1
        if self.left < 0:
            os._exit(77)

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES
        if event in STEPS or opened:
            self.step()

    def install(self) -> None:
        sys.addaudithook(self.audit)
        sync, opening = os.fsync, io.open

        def synced(handle: int) -> None:
            self.step()
            sync(handle)

        def opened(*arguments: Any, **options: Any) -> Any:
            file = opening(*arguments, **options)
            return Halved(file, self) if "w" in (arguments[1:2] or ("r",))[0] else file

        os.fsync = synced
        io.open = opened  # type: ignore[assignment]


class Halved:
    """A file that has half of a text on the disk when its process dies at the write."""

    def __init__(self, file: Any, dying: Dying) -> None:
        self.file, self.dying = file, dying

    def write(self, text: Any) -> int:
        half = len(text) // 2
        self.file.write(text[:half])
        self.file.flush()
        self.dying.step()
        return half + int(self.file.write(text[half:]))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def __enter__(self) -> Halved:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()


def dies(work: Callable[[], object], at: int) -> bool:
    """Whether a child process that does the work dies at a step; False where it came to its end."""
    child = os.fork()
    if not child:
        try:
            Dying(at).install()
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 77), f"failed by itself at step {at}"
    return code == 77


def version(mark: str, names: list[str]) -> dict[str, str]:
    """Texts of an export by name; each says the version it belongs to."""
    return {name: f"{mark} {name}\n" * 3 for name in names}


def put(folder: Path, texts: dict[str, str]) -> None:
    with publish.draft(folder) as new:
        for name, text in texts.items():
            (new.path / name).parent.mkdir(parents=True, exist_ok=True)
            (new.path / name).write_text(text, "utf-8")
        publish.publish(new, folder)


def as_before(folder: Path, texts: dict[str, str]) -> None:
    """An export as earlier versions of the product wrote it: plain files."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


ALL = publish.possible(Path("nowhere"))
PLAIN = [name for name in ALL if "/" not in name]
STARTS: dict[str, tuple[Callable[[Path, dict[str, str]], None], list[str], list[str]]] = {
    "an export": (put, PLAIN, PLAIN),
    "an export with copies, the new one without": (put, ALL, PLAIN),
    "an export of fewer datasets": (put, PLAIN[3:], ALL),
    "plain files": (as_before, PLAIN, PLAIN),
    "plain files with copies, the new one without": (as_before, ALL, PLAIN),
    "nothing": (put, [], PLAIN),
}


def find_out(root: Path, start: str, stride: int) -> dict[str, Any]:
    """Deaths at the steps, and after how many of them the old or the new export was seen; `wrong`
    says what else was.
    """
    make, before, after = STARTS[start]
    old, new = version("old", before), version("new", after)
    contents = [{name: text.encode() for name, text in texts.items()} for texts in (old, new)]
    seen, wrong = [0, 0], []
    for at in range(0, MOST, stride):
        folder = root / f"out-{at}"
        if before:
            make(folder, old)
        died = dies(lambda folder=folder: put(folder, new), at)
        found = shown(folder)
        if found not in contents:
            wrong.append(f"{start}: mixed at step {at}")
        else:
            seen[contents.index(found)] += died
        # The next export needs no help, and clears what the dead one left.
        put(folder, new)
        links = {path.name for path in folder.iterdir() if path.is_symlink()}
        left = len(list((folder / publish.VERSIONS).iterdir())) - 2
        if shown(folder) != contents[1] or left or links != {n for n in after if "/" not in n}:
            wrong.append(f"{start}: not healed after step {at}")
        shutil.rmtree(folder)
        if not died:
            break
    return {"start": start, "old": seen[0], "new": seen[1], "wrong": wrong}


def main() -> None:
    # Nobody pulls the plug here; what is written is in the system's memory, whoever dies.
    os.fsync = lambda _: None
    root, stride = Path(sys.argv[1]), int(sys.argv[2])
    print(json.dumps([find_out(root, start, stride) for start in STARTS]))


if __name__ == "__main__":
    main()
