"""`python -m tests.bench` makes the table of docs/performance.md and its plot: every piece of work
beside the plain way to the same result, in one run on one machine, on made-up samples and without a
network. Needs the extra `bench`.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from studio.export.snapshot import take
from studio.store.staging import Staging
from studio.workspace import Workspace

from . import pairs, stages, works
from .big import big_store
from .pairs import Pair

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- Written by `python -m tests.bench`. -->", "<!-- End of what is written. -->"


def made(folder: Path, samples: int) -> tuple[Path, Path]:
    """A staging store with so many samples, and its files as an export has them."""
    store, files = folder / f"store{samples}", folder / f"files{samples}"
    files.mkdir()
    with Staging(
        Workspace.find(str(big_store(store, samples))).staging_path, create=False
    ) as staging:
        take(staging, files)
    return store, files


def chosen(names: Sequence[str], folder: Path, samples: int) -> Iterator[Pair]:
    """The pairs whose names are asked for; all of them where none is."""
    store, files = made(folder, samples)

    def wanted(name: str) -> bool:
        return not names or name in names

    if wanted("start"):
        yield from works.starts(store)
    if wanted("count"):
        yield works.counting(works.texts_of(files))
    if wanted("duplicates"):
        yield works.duplicates(works.texts_of(files))
    if wanted("export"):
        yield works.export(store, files, folder)
    if wanted("validate"):
        yield works.validation(files)
    if wanted("embed"):
        yield works.embedding(min(samples // 20, 500))
    if wanted("refresh"):
        yield works.refresh(folder, min(samples // 10, 1_000))


def table(names: Sequence[str], samples: int, runs: int) -> list[str]:
    """The rows, printed as they come."""
    rows = [pairs.HEAD]
    with tempfile.TemporaryDirectory() as folder:
        for pair in chosen(names, Path(folder), samples):
            rows.append(pairs.measure(pair, runs).row)
            print(rows[-1], flush=True)
    return [*rows, ""]


def growth(sizes: Sequence[int]) -> list[str]:
    """Seconds and peaks by stage and size, printed as they come; draws the plot."""
    grown = []
    for samples in sizes:
        with tempfile.TemporaryDirectory() as folder:
            store, files = made(Path(folder), samples)
            for stage in stages.STAGES:
                grown.append(stages.run(stage, samples, store, files))
                print(grown[-1], flush=True)
    _plot(grown)
    rows = ["| stage | samples | wall | processor | peak of the largest process |"]
    rows.append("|---|---|---|---|---|")
    for each in sorted(grown, key=lambda each: (stages.STAGES.index(each.stage), each.samples)):
        rows.append(
            f"| {each.stage} | {each.samples:,} | {each.seconds:.1f} s | {each.cpu:.1f} s "
            f"| {each.peak:,.0f} MiB |"
        )
    return [*rows, "", "![Time and memory by stage and number of samples](performance.svg)", ""]


def _plot(grown: Sequence[stages.Grown]) -> None:
    import matplotlib

    matplotlib.use("svg")
    # The same figures give the same file.
    matplotlib.rcParams["svg.hashsalt"] = "performance"
    from matplotlib import pyplot

    figure, (time, memory) = pyplot.subplots(1, 2, figsize=(10, 4))
    for stage in stages.STAGES:
        mine = [each for each in grown if each.stage == stage]
        sizes = [each.samples for each in mine]
        time.plot(sizes, [each.cpu for each in mine], marker="o", label=stage)
        memory.plot(sizes, [each.peak for each in mine], marker="o", label=stage)
    for axes, title in ((time, "processor seconds"), (memory, "peak, MiB")):
        axes.set(xscale="log", yscale="log", xlabel="samples", title=title)
        axes.grid(True, alpha=0.3)
    time.legend()
    figure.tight_layout()
    figure.savefig(PAGE.with_suffix(".svg"), metadata={"Date": None})


def write(lines: Sequence[str]) -> None:
    """Puts the lines where the page has those of the run before."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text("\n".join([before + BEGIN, "", *lines, END]) + after, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*",
        help="start, count, duplicates, export, validate, embed, refresh (default: all)",
    )  # fmt: skip
    parser.add_argument("--samples", type=int, default=39_000, help="samples of the table")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each")
    parser.add_argument(
        "--sizes", default="4000,39000,390000", help="samples of the growth; empty for none"
    )
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    given = parser.parse_args()
    lines = [
        f"{given.samples:,} samples, {given.runs} runs of each in turn, "
        f"Python {platform.python_version()} on {os.cpu_count()} processors.",
        "",
        *table(given.names, given.samples, given.runs),
    ]
    if sizes := [int(each) for each in given.sizes.split(",") if each]:
        lines += growth(sizes)
    if given.write:
        write(lines)


if __name__ == "__main__":
    main()
