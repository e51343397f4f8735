"""Files and bytes: are they there, sound, the ones the manifest names, and do they load?"""

from __future__ import annotations

from studio.validation.evidence import Evidence, Verdict, verdict


def exist(e: Evidence) -> Verdict:
    """Missing files: one for each expected dataset, and `eval.jsonl`."""
    missing = [f"{file.name}.jsonl" for file in e.files if not file.exists]
    return verdict(
        "files",
        missing,
        f"{len(e.files)} files exist",
        "{n} files are missing",
        "generate the dataset, then export",
    )


def encoding(e: Evidence) -> Verdict:
    """Files that cannot be read, bytes that are not UTF-8, lines that are not JSON or exceed a
    limit (200 kB, or one of the settings), a byte-order mark, carriage returns, or a truncated last
    line.
    """
    faults = [f"{file.name}.jsonl {fault}" for file in e.files for fault in file.faults]
    return verdict(
        "encoding", faults, "UTF-8 JSON lines", "{n} faults in the bytes", "export again"
    )


def manifest(e: Evidence) -> Verdict:
    """Files whose SHA-256 or number of samples differs from what `manifest.json` states, files that
    it names and that are missing, and files that it does not name. A folder without a manifest is
    not judged, unless it has an export's report.
    """
    fix = "export again; do not change exported files"
    if e.manifest_fault:
        return verdict("manifest", [e.manifest_fault], "", "the manifest cannot be used", fix)
    if not e.manifest:
        return Verdict("manifest", True, "not judged: no manifest.json")
    stated = e.manifest.get("files", {})
    bad = []
    for file in e.files:
        entry = stated.get(f"{file.name}.jsonl")
        # A missing file is the rule `files`'.
        if not file.exists:
            continue
        if not isinstance(entry, dict):
            bad.append(f"{file.name}.jsonl is not named in it")
        elif entry.get("sha256") != file.sha256:
            bad.append(f"{file.name}.jsonl has another SHA-256")
        elif entry.get("samples") != len(file.lines):
            bad.append(f"{file.name}.jsonl {len(file.lines)}/{entry.get('samples')} samples")
    bad += [
        f"{name} has another SHA-256"
        for name, digest in e.copies.items()
        if not isinstance(stated[name], dict) or stated[name].get("sha256") != digest
    ]
    known = {f"{file.name}.jsonl" for file in e.files} | set(e.copies)
    bad += [f"{name} is named in it and not expected" for name in sorted(set(stated) - known)]
    return verdict(
        "manifest",
        bad,
        f"the SHA-256 of {len(stated)} files hold",
        "{n} files are not those of the manifest",
        fix,
    )


def loads(e: Evidence) -> Verdict:
    """What Hugging Face `datasets` cannot load, or loads differently from what is written: each
    file alone, all of them as the dataset card says (where there is one), and the first 300 samples
    of each file in alphabetical order and in three orders drawn by the seed, with the card and
    without it. Column types must match the schema every time, and every value the file. A file in
    which an earlier rule finds a fault is not loaded.
    """
    if e.loading is None:
        return Verdict("loads", True, "not judged: the files break an earlier rule")
    answer = e.loading.answer()
    return verdict(
        "loads",
        answer["load_faults"],
        answer["loaded"],
        "the loader differs in {n} ways",
        "export again",
    )
