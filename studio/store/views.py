"""The views: what people and the studio ask of the store, under names (described in docs/store.md).

Views hold no data, so a migration drops and creates all of them. Whoever changes one here adds a
migration that calls `create`; a test notices where that is missing.
"""

from __future__ import annotations

from generators.sample import SampleMetadata

from .database import Database
from .sql import IN_EXPORT
from .terms import SAME, TABLE_COLUMNS

FLAG_REASON = (
    "coalesce((select v.reason from current_verdict v where v.sample_id = s.id "
    "and v.verdict = 'flag' order by v.review desc limit 1), '')"
)
"""The reason of the latest flag that holds on sample `s`; empty where none does."""


def _metadata() -> str:
    """Every field of the metadata that is not a column of `samples` under the same name."""
    fields = [name for name in SampleMetadata.model_fields if name not in TABLE_COLUMNS]
    return ", ".join(
        f"s.{SAME[name]} as {name}"
        if name in SAME
        else f"json_extract(t.metadata, '$.{name}') as {name}"
        for name in fields
    )


# `left join`, though each sample has its texts: SQLite leaves the table out where nothing asks for
# a text. A verdict holds until the same reviewer gives another one or somebody clears the flags.
VIEWS = {
    "current_verdict": """
        select r.sample_id, r.reviewer, r.verdict, r.reason, r.note, r.session, r.seconds, r.at,
            r.id as review
        from reviews r
        where r.undone = '' and r.verdict in ('accept', 'flag') and not exists (
            select 1 from reviews later
            where later.sample_id = r.sample_id and later.id > r.id and later.undone = ''
            and (later.verdict = 'unflag'
                or (later.verdict in ('accept', 'flag') and later.reviewer = r.reviewer)))
    """,
    "sample": f"""
        select {", ".join("s." + column for column in TABLE_COLUMNS)},
            t.instruction, t.input, t.output, {_metadata()},
            {FLAG_REASON} as reason, t.metadata
        from samples s left join texts t on t.id = s.id
    """,
    "exported": f"select * from sample where state in {IN_EXPORT}",
    "shortfall": f"""
        with last as (select report from runs where status = 'done'
            order by finished desc, rowid desc limit 1),
        planned as (select d.key as dataset, c.key as category, c.value as target
            from last, json_each(last.report, '$.planned') d, json_each(d.value) c),
        short as (select json_extract(s.value, '$.category') as category,
                json_extract(s.value, '$.missing') as missing
            from last, json_each(last.report, '$.shortfalls') s
            where json_extract(s.value, '$.dataset') = 'eval'),
        held as (select dataset, category, count(*) as have from samples
            where split = 'train' and state in {IN_EXPORT} group by dataset, category),
        tested as (select dataset || '/' || category as category, count(*) as have from samples
            where split = 'eval' and state in {IN_EXPORT} group by dataset, category)
        select p.dataset, p.category, p.target, coalesce(h.have, 0) as have,
            p.target - coalesce(h.have, 0) as missing
        from planned p left join held h on h.dataset = p.dataset and h.category = p.category
        where p.target > coalesce(h.have, 0)
        union all
        select 'eval', e.category, coalesce(t.have, 0) + e.missing, coalesce(t.have, 0), e.missing
        from short e left join tested t on t.category = e.category
    """,
}


def create(db: Database) -> None:
    """Drops the views there are and creates those of this version."""
    for name in reversed(VIEWS):
        db.execute(f"drop view if exists {name}")
    for name, select in VIEWS.items():
        db.execute(f"create view {name} as {select.strip()}")
