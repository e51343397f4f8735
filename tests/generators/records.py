"""PDCAs made for tests: records of a small workshop, different in substance, and a corpus that
holds them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cached_property

from generators import pdca
from generators.pdca import facts
from generators.store.corpus import Chunk, PdcaRecord

THINGS = [
    "valve",
    "pump",
    "kiln",
    "loom",
    "press",
    "lathe",
    "boiler",
    "crane",
    "ladle",
    "sieve",
    "bellows",
    "anvil",
    "gauge",
    "rivet",
    "spindle",
    "furnace",
]
PARTS = [
    "gasket",
    "thread",
    "seal",
    "spring",
    "bearing",
    "lever",
    "hinge",
    "shaft",
    "nozzle",
    "filter",
    "handle",
    "collar",
    "wedge",
    "bracket",
]
DEEDS = [
    "replaced",
    "measured",
    "cleaned",
    "rebuilt",
    "tightened",
    "logged",
    "polished",
    "calibrated",
    "sorted",
    "repaired",
    "drained",
]
FAULTS = [
    "leaks",
    "sticks",
    "rattles",
    "overheats",
    "drifts",
    "jams",
    "squeaks",
    "wobbles",
    "cracks",
    "slips",
]
PEOPLE = ["Ada", "Ben", "Cora", "Dirk", "Elsa", "Finn", "Gwen", "Hugo"]


def sentence(rng: random.Random) -> str:
    """A sentence with numbers in it; two of them seldom agree."""
    part, other, thing, deed, fault = (
        rng.choice(words) for words in (PARTS, PARTS, THINGS, DEEDS, FAULTS)
    )
    hours, degrees = rng.randint(2, 900), rng.randint(10, 99)
    return rng.choice(
        [
            f"The {part} of the {thing} was {deed} because its {other} {fault} after {hours} hours",
            f"Error {hours} of the {thing} shows when the {part} {fault} at {degrees} degrees",
            f"The {other} was {deed} and the {part} of the {thing} fixed with {hours} grams of "
            "grease",
            f"Test run {hours} verified that no {part} {fault} below {degrees} degrees in the "
            f"{thing}",
            f"For {hours} hours the {thing} ran with a {deed} {part} and no {other} at {degrees} "
            "degrees",
        ]
    )


def bullets(rng: random.Random, count: int) -> str:
    return "\n".join(
        f"- **{rng.choice(PARTS).title()} {n}:** {sentence(rng)}" for n in range(1, count + 1)
    )


def document(number: int, date: str, previous: str = "", lines: int = 7) -> str:
    """A complete record in the template's form."""
    rng = random.Random(number)
    thing, part, fault = rng.choice(THINGS), rng.choice(PARTS), rng.choice(FAULTS)
    link = (
        f"**🔗 Previous PDCA:** [GitHub](https://example.org/x/{previous}.md) | "
        f"[§/{previous}]({previous}.md)\n"
    )
    return f"""# 📋 **PDCA Cycle: The {thing} {fault} - {part} number {number}**

**🗓️ Date:** {date}-UTC-0900
**🎯 Objective:** Stop the error in which the {part} of the {thing} {fault} in hall {number}
**👤 Agent Name:** {PEOPLE[number % len(PEOPLE)]} → workshop
**👤 Agent Role:** Fitter → hall {number}
**✅ Task:** Repair {thing} number {number}
**🚨 Issues:** The {part} {fault} and the bug in its controller hides it
{link if previous else ""}
---

## **📊 SUMMARY**

### **QA Decisions**
- [x] **Decision {number}: new {part}** - {sentence(rng)}

### **TRON Feedback ({date})**
```quote
the {thing} in hall {number} {fault} again, find out why and report
```

### **My Answer**
{sentence(rng)}. The cause was found: the {part} fails when the {thing} is cold.

---

## **📋 PLAN**

**Strategy for the fix:**
{bullets(rng, lines)}

---

## **🔧 DO**

### **Root cause analysis**
{bullets(rng, lines)}

### **Fix of the {part}**
{bullets(rng, lines)}

```bash
# check the {part}
measure {part}
```

---

## **✅ CHECK**

**Verification results:**
{bullets(rng, lines)}

---

## **🎯 ACT**

**Next steps:**
{bullets(rng, lines)}

---

## **🎯 PDCA PROCESS UPDATE**

**Process Learning:**
- **Lesson {number}:** {sentence(rng)}. Always measure the {part} before the {thing} is cold.
{bullets(rng, 3)}

---

**"Measure twice."**
"""


@dataclass
class Records:
    """The part of a corpus that the PDCA datasets read."""

    count: int = 24
    dates: tuple[str, ...] = ("2024-02-01", "2024-05-01", "2024-08-01", "2024-11-01", "2025-02-01")
    links: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _records(self) -> dict[str, PdcaRecord]:
        made = {}
        for number in range(self.count):
            date = self.dates[number % len(self.dates)]
            id = f"{date}-UTC-0900-job-{number}"
            before = (
                f"{self.dates[number % len(self.dates)]}-UTC-0900-job-{number - len(self.dates)}"
            )
            known = before in made
            made[id] = record(id, document(number, date, before if known else ""))
            if known:
                self.links[id] = before
        return dict(sorted(made.items(), key=lambda item: (item[1].date, item[0])))

    def pdcas(self) -> list[PdcaRecord]:
        return list(self._records.values())

    def pdca(self, id: str) -> PdcaRecord:
        return self._records[id]

    def predecessors(self, id: str) -> list[str]:
        return [self.links[id]] if self.pdcas() and id in self.links else []

    def successors(self, id: str) -> list[str]:
        return [each for each, before in self.links.items() if before == id]

    def search_chunks(self, query: str, k: int) -> list[tuple[Chunk, float]]:
        ranked = [(Chunk(f"{r.id}#0", r.id, "pdca_do", 0, r.text, {}), 0.5) for r in self.pdcas()]
        return ranked[:k]


def record(id: str, text: str) -> PdcaRecord:
    parsed = pdca.parse(text, f"pdca/{id}.pdca.md")
    return PdcaRecord(
        id=id,
        agent_name=parsed.agent_name,
        agent_role=parsed.agent_role,
        date=parsed.date,
        timestamp=parsed.timestamp,
        session_id="",
        branch="",
        sprint="",
        cmm_level=parsed.cmm_level,
        task_type=facts.task_type(parsed),
        objective=parsed.objective,
        quality_score=facts.quality_score(parsed),
        verification_status="",
        file_path=f"pdca/{id}.pdca.md",
        text=text,
    )
