"""Records: are the claims about PDCAs those of the records in the store?"""

from __future__ import annotations

import re
from datetime import date as Date

from studio.validation.evidence import Evidence, Sample, Verdict, named, stated, verdict
from studio.validation.required import FROM_RECORDS

DATE = re.compile(r"(\d{4}-\d{2}-\d{2})Z")
STATED_ID = re.compile(r"^PDCA ID: (?P<id>[^\s,]+)", re.M)
STATED_AGENT = re.compile(r"^(?:PDCA ID: [^\n]*?, )?Agent: (?P<name>[^\n,]+)", re.M)
# What an id begins with in which somebody was masked; a text has it without.
MARK = re.compile(r"^[0-9a-f]{4}~")
TEMPLATE = "template:"
# The sections of a Web4 report (requirement 2.5), in this order.
REPORT = ("introduction", "problem", "plan", "do", "check", "act", "lessons")
# Views of domain_representatives that are one section of a PDCA.
PHASES = ("plan", "do", "check", "act")
HEADING = re.compile(r"^#{1,6}[ \t]+(?P<title>.+)$", re.M)


def sources(e: Evidence) -> Verdict:
    """Samples whose source is neither a template nor a file or record in the store."""
    if e.store is None:
        return Verdict("sources", True, e.no_store)
    known = e.store
    bad = [
        named(sample, f"unknown source {source}")
        for _, sample in e.samples
        # An empty source is the rule `metadata`'s.
        if (source := stated(sample, "source"))
        and not source.startswith(TEMPLATE)
        and source not in known.components
        and source not in known.records
        and source not in known.others
    ]
    return verdict(
        "sources",
        bad,
        "every source is in the store",
        "{n} samples name an unknown source",
        "generate again",
    )


def pdca(e: Evidence) -> Verdict:
    """Samples whose `pdca_id` differs from their source (in the datasets made from records) or from
    the id in their input, or (if the store is available) names no record.
    """
    bad = []
    for _, sample in e.samples:
        claim, source = stated(sample, "pdca_id"), stated(sample, "source")
        if not claim:
            continue
        said = STATED_ID.search(sample["input"])
        # The id of a record that shares its name with others has folders before it; a text may
        # state the name alone.
        bare = MARK.sub("", claim)
        if said and said["id"] not in (claim, bare, bare.rpartition("/")[2]):
            bad.append(named(sample, f"{claim}, the input says {said['id']}"))
        elif e.store is not None and claim not in e.store.records:
            bad.append(named(sample, f"{claim} is no record"))
        elif (
            stated(sample, "task_type") in FROM_RECORDS
            and source not in ("", claim)
            and (e.store is None or source in e.store.records)
        ):
            bad.append(named(sample, f"{claim}, its source is {source}"))
    note = "" if e.store else " (records not looked up: no store at hand)"
    return verdict(
        "pdca",
        bad,
        f"PDCA ids are those of the sources{note}",
        "{n} samples name another PDCA",
        "generate again",
    )


def agent(e: Evidence) -> Verdict:
    """Samples whose `agent_name` differs from the one in their record or, without the store, from
    the one in their input.
    """
    bad = []
    for _, sample in e.samples:
        claim = stated(sample, "agent_name")
        if not claim:
            continue
        record = e.store.records.get(stated(sample, "pdca_id")) if e.store else None
        if e.store is not None and record is not None:
            if claim != (agent := e.store.agent(record)):
                bad.append(named(sample, f"{claim}, its record names {agent}"))
        elif stated(sample, "task_type") in FROM_RECORDS:
            said = STATED_AGENT.search(sample["input"])
            if said and not said["name"].startswith(claim):
                bad.append(named(sample, f"{claim}, the input names {said['name']}"))
    note = "" if e.store else " (records not looked up: no store at hand)"
    return verdict(
        "agent",
        bad,
        f"agents are those of the records{note}",
        "{n} samples name another agent",
        "generate again",
    )


def date(e: Evidence) -> Verdict:
    """Samples whose `date` is neither empty nor a day spelled `YYYY-MM-DDZ` (which no loader takes
    for a timestamp), or (if the store is available) differs from their record's.
    """
    bad = []
    for _, sample in e.samples:
        claim = str(sample["metadata"].get("date") or "")
        if claim and not _day(claim):
            bad.append(named(sample, f"{claim} is no date like 2024-06-02Z"))
        elif (
            # A blank one is the rule `metadata`'s where the dataset must have it.
            claim
            and e.store is not None
            and (record := e.store.records.get(stated(sample, "pdca_id"))) is not None
            and _day(claim) != record.date
        ):
            bad.append(named(sample, f"{claim}, its record is of {record.date}"))
    note = "" if e.store else " (records not looked up: no store at hand)"
    return verdict(
        "date",
        bad,
        f"dates are those of the records{note}",
        "{n} samples have another date",
        "generate again",
    )


def _day(claim: str) -> str:
    match = DATE.fullmatch(claim)
    try:
        return Date.fromisoformat(match[1]).isoformat() if match else ""
    except ValueError:
        return ""


def quarter(e: Evidence) -> Verdict:
    """Samples whose `quarter` does not match their `date`, or their category where categories are
    quarters.
    """
    bad = []
    for _, sample in e.samples:
        claim, day = stated(sample, "quarter"), _day(stated(sample, "date"))
        if not claim:
            continue
        if day and claim != quarter_of(day):
            bad.append(named(sample, f"{claim}, its date is in {quarter_of(day)}"))
        elif stated(sample, "task_type") == "domain_representatives" and (
            stated(sample, "category") not in ("", claim)
        ):
            bad.append(named(sample, f"{claim} in category {stated(sample, 'category')}"))
    return verdict(
        "quarter",
        bad,
        "quarters are those of the dates",
        "{n} samples have another quarter",
        "generate again",
    )


def quarter_of(day: str) -> str:
    """`Q2_2024` for `2024-06-02`."""
    return f"Q{(int(day[5:7]) + 2) // 3}_{day[:4]}"


def score(e: Evidence) -> Verdict:
    """Samples whose `quality_score` differs from their record's or, in a store built by
    `web4-studio index`, from what the formula of requirement 2.1 gives the record. Without the
    store: scores that the formula cannot give.
    """
    bad = []
    for _, sample in e.samples:
        claim = float(sample["metadata"].get("quality_score") or 0)
        if not claim:
            continue
        record = e.store.records.get(stated(sample, "pdca_id")) if e.store else None
        if e.store is not None and record is not None:
            # A record whose timeline states none has the formula's.
            if claim != record.quality_score:
                bad.append(named(sample, f"{claim:g}, its record has {record.quality_score:g}"))
            elif e.store.own_scores and not e.store.scores_of(stated(sample, "pdca_id"), claim):
                bad.append(named(sample, f"{claim:g} is not what the formula gives its record"))
        elif claim % 10 or not 50 <= claim <= 100:
            bad.append(named(sample, f"{claim:g} is no score of the formula"))
    note = "" if e.store else " (only their range: no store at hand)"
    return verdict(
        "score",
        bad,
        f"quality scores are those of the records{note}",
        "{n} samples state another score",
        "generate again",
    )


def sections(e: Evidence) -> Verdict:
    """Reports that lack one of the seven sections, or of those that instruction or input ask for by
    name, have another one or another order, and samples of
    `domain_representatives` that claim to be one phase of a PDCA (`view`) and have no heading of
    that name.
    """
    bad = []
    for sample in e.of("reporting_protocol"):
        titles = _titles(sample)
        found = [name for name in titles if name in REPORT]
        wanted = _wanted(sample)
        if found != wanted:
            missing = [name for name in wanted if name not in found]
            fault = f"lacks {missing[0]}" if missing else "sections not asked for, or out of order"
            bad.append(named(sample, fault))
    for sample in e.of("domain_representatives"):
        view = stated(sample, "view")
        if view in PHASES and not any(view in title.split() for title in _titles(sample)):
            bad.append(named(sample, f"no heading of {view}"))
    return verdict(
        "sections",
        bad,
        "documents have their sections",
        "{n} documents lack a section",
        "regenerate them",
    )


def _wanted(sample: Sample) -> list[str]:
    """The sections of a report that are asked for: those that a request names, with a capital and
    not as part of a title in quotation marks; all where it names none.
    """
    asked = re.sub(r"“.*?”", " ", sample["instruction"])
    asked += "\n" + "".join(re.findall(r"^Sections: (.*)", sample["input"], re.M)[:1])
    words = set(re.findall(r"[A-Za-z]+", asked))
    return [name for name in REPORT if name.capitalize() in words] or list(REPORT)


def _titles(sample: Sample) -> list[str]:
    """Headings of the output in lower case, without marks."""
    return [
        " ".join(re.findall(r"[a-z]+", match["title"].lower()))
        for match in HEADING.finditer(sample["output"])
    ]
