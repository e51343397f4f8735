"""Editing by hand: the edited version replaces a sample, passes the same gates, and survives later
runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generators import catalog, registry, tokens
from generators.pipeline import gates, near_duplicates
from generators.pipeline.near_duplicates import Shingler
from generators.sample import Candidate, SampleMetadata, fingerprint
from generators.settings import Settings
from generators.tool_awareness import calls
from studio.errors import StudioError
from studio.store import lineage, sessions, texts, verdicts
from studio.store.staging import Staging
from studio.store.terms import EXPORTED

from .review import reviewer

FIXES = {
    "empty": "instruction and output need text",
    "control_token": "take the model's control token out; it would end the turn in training",
    "secret": "it holds a key, token or password; take it out",
    "too_long": "it exceeds {limit} tokens in the chat format; shorten it",
    "output_band": "the output must have {low} to {high} tokens",
    "syntax": "the TypeScript does not parse: {errors}",
}


def edit(
    staging: Staging,
    sample_id: str,
    instruction: str,
    input: str,
    output: str,
    who: str = "",
    session: str = "edit",
) -> str:
    """Replaces the three texts of a sample; returns the id of the new version.

    The new version is accepted in the editor's name, in the review `session` if it was edited in
    one; the old one is `replaced`, and `lineage` links them. Raises StudioError where the sample is
    not in the dataset, or the texts break a rule; nothing is changed then.
    """
    run = staging.last_run()
    old = texts.text(staging.db, sample_id)
    if run is None or old is None or old.row["state"] not in EXPORTED:
        raise StudioError(
            f"{sample_id} is not in the dataset; only what would be exported can be edited"
        )
    settings = Settings.model_validate(run["settings"])
    row = old.row
    candidate = Candidate(
        instruction=instruction,
        input=input,
        output=output,
        metadata=SampleMetadata.model_validate(old.metadata),
        rung=row["rung"],
    )
    if candidate.fingerprint == row["fingerprint"]:
        raise StudioError("nothing was changed")
    candidate = _through_gates(candidate, settings)
    again = lineage.undone_edit(staging.db, sample_id, candidate.fingerprint)
    _distinct(staging, candidate, row, again)
    candidate.metadata.sample_id = f"{candidate.dataset}-{candidate.fingerprint}"
    count = tokens.count_batch([candidate.output], settings.tokenizer)[0]
    new = candidate.metadata.sample_id
    with staging.writing() as db:
        # Since it was read, somebody else may have replaced it.
        now = texts.text(db, sample_id)
        if now is None or now.row["state"] not in EXPORTED:
            raise StudioError(f"{sample_id} was replaced meanwhile; look at its successor")
        again = lineage.undone_edit(db, sample_id, candidate.fingerprint)
        if twin := texts.same_text(db, candidate.fingerprint, "", row["split"], again):
            raise StudioError(f"not saved: {twin} has this text")
        if again:
            lineage.redo_edit(db, sample_id, again)
        else:
            lineage.edit(db, sample_id, candidate, row["position"], count, run["id"])
        verdicts.append(db, [new], "accept", "", verdicts.BY_HAND, session, who or reviewer())
        sessions.swap(db, sample_id, new, session)
    return new


def _through_gates(candidate: Candidate, settings: Settings) -> Candidate:
    name = candidate.dataset
    dataset = settings.dataset(name) if name in registry.names() else catalog.imported(name)
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


def _distinct(staging: Staging, candidate: Candidate, row: dict[str, Any], again: str) -> None:
    """Raises StudioError where the dataset has the text already, or the other side of the hold-out
    has the like. `again` is the same edit, taken back before.

    Near duplicates are looked for in the whole evaluation, or in the training samples of the same
    dataset; the final validation compares all with all.
    """
    db, split = staging.db, row["split"]
    output = fingerprint(candidate.output)
    if twin := texts.same_text(db, candidate.fingerprint, output, split, again):
        raise StudioError(f"not saved: {twin} has this text")
    shingler = Shingler()
    text, shingles = shingler(candidate.text), shingler(candidate.output)
    for twin_id, *both in texts.across(db, split, candidate.dataset):
        others: Sequence[Any] = [shingler(other) for other in both]
        if near_duplicates.alike(text, others[0]) or near_duplicates.alike(shingles, others[1]):
            raise StudioError(
                f"not saved: it is a near duplicate of {twin_id}, on the other side of the hold-out"
            )
