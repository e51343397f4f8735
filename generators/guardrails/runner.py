"""Tests of the corpus, written for the banned runner: the inverse of what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generators import typescript
from generators.sample import Candidate
from generators.settings import Settings
from generators.typescript import cutting
from generators.typescript.library import Components, Library, Source

from . import found
from .broken import Broken, candidate_of
from .code import kept, sized

TEST = re.compile(r"^(?P<blank>[ \t]*)(?:it|test)(?:\.\w+)?\(", re.M)
VITEST = re.compile(r"^import\s*(?:type\s*)?\{[^}]*\}\s*from\s*['\"]vitest['\"];?[ \t]*$", re.M)
# What a correction must not keep, and a message in `expect`, which Jest does not know.
FOREIGN = re.compile(r"\b__dirname\b|\brequire\(|\bexpect\([^()]*, ")
BARE_CALL = re.compile(r"(?<![\w.$'\"`])([a-z_$]\w*)\(")
# What a member is read of, and what a function takes.
ROOT = re.compile(r"(?<![\w.$'\"`])([a-z_$]\w*)(?=\??\.\w)")
TAKEN = re.compile(r"\(([^()]*)\)(?:: [^=]+)? =>|\b(\w+) =>|\bcatch \((\w+)\)")
DECLARATION = r"\b(?:const|let|function|class)\s+[{\[]?\s*(\w+)"
TEXTS = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|//[^\n]*")
GLOBAL_NAMES = """
if for while switch catch return await typeof function async setTimeout clearTimeout super
setInterval clearInterval structuredClone fetch queueMicrotask import process console globalThis
document window this
"""
GLOBALS = frozenset(GLOBAL_NAMES.split())
NAMES = tuple(
    ["describe", "it", "test", "expect", "vi", "beforeEach", "afterEach", "beforeAll", "afterAll"]
)


def jest(
    library: Library, corpus: Components, most: int, settings: Settings
) -> Iterator[Candidate]:
    """One test of each test file of the corpus, written for the banned runner, where it uses the
    runner's mocks, spies or clock and stands alone; at most `most`.
    """
    seen: set[str] = set()
    for record in corpus.distinct_components():
        if not VITEST.search(record.text):
            continue
        source = library.source(record)
        for broken in _tests(source):
            key = cutting.normalised(broken.after)
            if key in seen or not sized(broken, settings.tokenizer) or not kept(broken, "test"):
                continue
            seen.add(key)
            yield candidate_of("jest_ban", source, broken, "constructed_test", settings.seed)
            # The next test of the same file would teach the same.
            break
        if len(seen) >= most:
            return


def _tests(source: Source) -> Iterator[Broken]:
    """Each test of a file with the file's imports that it uses, in both runners' words."""
    text = source.file.text
    for match in TEST.finditer(text):
        body = found.call_at(text, match.start())
        if not body:
            continue
        blank = match["blank"]
        body = "\n".join(line.removeprefix(blank) for line in body.split("\n"))
        imports = [
            i.text for i in cutting.used_imports(source.file, body) if "vitest" not in i.source
        ]
        used = [name for name in NAMES if re.search(rf"(?<![\w.'\"])(?:{name})(?:\.\w+)*\(", body)]
        after = "\n".join([f"import {{ {', '.join(used)} }} from 'vitest';", *imports, "", body])
        old = [name if name != "vi" else "jest" for name in used]
        before = "\n".join(
            [f"import {{ {', '.join(old)} }} from '@jest/globals';", *imports, "", body]
        )
        before = re.sub(r"\bvi\.(?=\w+\()", "jest.", before)
        findings = tuple(typescript.jest_usage(before))
        sound = not typescript.syntax_errors(before) and not typescript.syntax_errors(after)
        sound = sound and not FOREIGN.search(body) and "jest." in before
        sound = sound and not _undeclared(body, imports)
        if findings and sound and not typescript.jest_usage(after) and "expect" in used:
            yield Broken(
                "jest_import", source.component.name or "the component", before, after, findings
            )


def _undeclared(body: str, imports: Sequence[str]) -> set[str]:
    """Functions that a test calls, and objects that it reads, that stand neither in it nor in its
    imports.
    """
    known = {*NAMES, *re.findall(r"\w+", " ".join(imports)), *re.findall(DECLARATION, body)}
    known |= set(re.findall(r"\w+", " ".join(map(" ".join, TAKEN.findall(body)))))
    used = {*BARE_CALL.findall(body), *ROOT.findall(TEXTS.sub("''", body))}
    return used - known - GLOBALS
