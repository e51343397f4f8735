"""Measures what is left out as a secret and what is masked, by kind, over the candidates of a
workspace: `python -m tests.bench.hygiene WORKSPACE [DATASET...]`. Shows kinds and places, and no
text.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from itertools import islice

from generators import catalog, registry
from generators.hygiene import people, secrets
from generators.pipeline import offers
from generators.store.place import Place

BATCH = 512


def main(folder: str, *names: str) -> None:
    place = Place.find(folder)
    settings = place.settings()
    corpus = place.corpus(settings)
    for name in names or [each for each in catalog.DATASETS if each != catalog.EVAL]:
        dataset = offers.plan(name, corpus, settings)
        offered = iter(registry.call(name, "candidates", dataset, corpus, settings))
        masked: Counter[str] = Counter()
        kinds: Counter[str] = Counter()
        places: list[str] = []
        count = 0
        took = Counter[str]()
        while batch := list(islice(offered, BATCH)):
            start = time.process_time()
            texts = [people.clean(candidate.text, masked) for candidate in batch]
            took["people"] += time.process_time() - start
            start = time.process_time()
            found = secrets.found(texts)
            took["secrets"] += time.process_time() - start
            count += len(batch)
            for at, each in found.items():
                kinds.update({secret.kind for secret in each})
                places += [f"{batch[at].metadata.source}: line {each[0].line}, {each[0].kind}"]
        share = len(places) / max(1, count)
        print(f"{name}: {count} candidates, {len(places)} left out ({share:.3%}) {dict(kinds)}")
        print(f"  masked: {dict(masked)}")
        print(f"  CPU seconds: {dict(took)}")
        print("\n".join(f"  {each}" for each in sorted(set(places))[:20]))


if __name__ == "__main__":
    main(*sys.argv[1:])
