"""Editing by hand: a sample gives way to its mended version, which passes the same gates and
survives later runs.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from generators import tokens
from generators.pipeline import gates, near_duplicates
from generators.pipeline.near_duplicates import Shingler
from generators.sample import Candidate, fingerprint
from generators.settings import Settings
from generators.tool_awareness import calls
from studio.errors import StudioError
from studio.store.staging import Staging, now, readable_errors, sample_row, text_row

from .review import EXPORTED_STATES, append, reviewer

RULE = "edit"
FIXES = {
    "empty": "instruction and output need text",
    "control_token": "take the model's control token out; it would end the turn in training",
    "secret": "it holds a key, token or password; take it out",
    "too_long": "it exceeds {limit} tokens in the chat format; shorten it",
    "output_band": "the output must have {low} to {high} tokens",
    "syntax": "the TypeScript does not parse: {errors}",
}


def edit(
    staging: Staging, sample_id: str, instruction: str, input: str, output: str, who: str = ""
) -> str:
    """Replaces the three texts of a sample; returns the id of the new version.

    The new version is accepted in the editor's name, the old one is `replaced`, and `lineage` links
    them. Raises StudioError where the sample is not in the dataset, or the texts break a rule;
    nothing is changed then.
    """
    run = staging.last_run()
    row = _row(staging, sample_id)
    if run is None or row is None:
        raise StudioError(
            f"{sample_id} is not in the dataset; only what would be exported can be edited"
        )
    settings = Settings.model_validate(run["settings"])
    metadata = json.loads(row.pop("metadata"))
    candidate = Candidate(
        instruction=instruction, input=input, output=output, metadata=metadata, rung=row["rung"]
    )
    if candidate.fingerprint == row["fingerprint"]:
        raise StudioError("nothing was changed")
    candidate = _through_gates(candidate, settings)
    _distinct(staging, candidate, row)
    candidate.metadata.sample_id = f"{candidate.dataset}-{candidate.fingerprint}"
    count = tokens.count_batch([candidate.output], settings.tokenizer)[0]
    with readable_errors(staging.path), staging.db.atomic():
        staging.db.execute("update samples set state = 'replaced' where id = ?", [sample_id])
        made = sample_row(candidate, row["position"], count, run["id"]) | {"edited": 1}
        staging.db.table("samples").insert(made)
        staging.db.table("texts").insert(text_row(candidate))
        new = candidate.metadata.sample_id
        lineage = {"old": sample_id, "new": new, "reason": "", "rule": RULE, "at": now()}
        staging.db.table("lineage").insert(lineage)
        append(staging.db, [new], "accept", "", "edited by hand", "edit", who or reviewer())
    return new


def _row(staging: Staging, sample_id: str) -> dict[str, Any] | None:
    sql = (
        "select s.*, t.metadata from samples s join texts t on t.id = s.id "
        f"where s.id = ? and s.state in ({EXPORTED_STATES})"
    )
    return next(iter(staging.db.query(sql, [sample_id])), None)


def _through_gates(candidate: Candidate, settings: Settings) -> Candidate:
    dataset = settings.dataset(candidate.dataset)
    for fit, rejected in gates.apply_gates([candidate], dataset, settings):
        if rejected:
            low, high = dataset.output_band
            errors = gates.code_errors(candidate.output, dataset.code, candidate.metadata.view)
            fix = FIXES[rejected[0].reason].format(
                limit=settings.max_tokens, low=low, high=high, errors="; ".join(errors[:2])
            )
            raise StudioError(f"not saved: {fix}")
        candidate = fit[0]
    if candidate.dataset == "tool_awareness" and (
        wrong := calls.problems(candidate.input, candidate.output)
    ):
        raise StudioError(f"not saved: {wrong[0]}")
    return candidate


def _distinct(staging: Staging, candidate: Candidate, row: dict[str, Any]) -> None:
    """Raises StudioError where the text stands in the dataset already, or on the other side of the
    hold-out.

    Near duplicates are looked for in the whole evaluation, or in the training samples of the same
    dataset; the final validation compares all with all.
    """
    same = "select id from samples where fingerprint = ? or (output_hash = ? and split != ?)"
    marks = [candidate.fingerprint, fingerprint(candidate.output), row["split"]]
    if twin := staging.db.execute(same, marks).fetchone():
        raise StudioError(f"not saved: {twin[0]} has this text")
    where = "s.split = 'eval'" if row["split"] == "train" else "s.split = 'train' and s.dataset = ?"
    sql = (
        "select s.id, t.instruction || char(10) || t.input || char(10) || t.output, t.output from samples s "
        f"join texts t on t.id = s.id where {where} and s.state in ({EXPORTED_STATES})"
    )
    shingler = Shingler()
    text, output = shingler(candidate.text), shingler(candidate.output)
    for twin_id, *texts in staging.db.execute(
        sql, [] if row["split"] == "train" else [candidate.dataset]
    ):
        others: Sequence[Any] = [shingler(other) for other in texts]
        if near_duplicates.alike(text, others[0]) or near_duplicates.alike(output, others[1]):
            raise StudioError(
                f"not saved: it is a near duplicate of {twin_id}, on the other side of the hold-out"
            )
