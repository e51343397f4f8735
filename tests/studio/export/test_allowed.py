"""What each option of export accepts."""

import pytest

from generators.settings import Settings
from studio.export import writer
from studio.export.writer import Allowed
from studio.validation.evidence import Verdict
from studio.validation.runner import Report


def _failing(*rules: str) -> Report:
    return Report([Verdict(rule, False, "bad") for rule in rules], {}, Settings(), {}, 0)


@pytest.mark.parametrize(
    "failed, allowed, accepted",
    [
        (("count", "average"), Allowed(shortfall=True), True),
        (("count", "diverse_families", "diverse_layers"), Allowed(shortfall=True), True),
        (("diverse_families",), Allowed(shortfall=True), False),
        (("count", "diverse_families"), Allowed(weak=True), False),
        (("count", "worth"), Allowed(shortfall=True), False),
        (("count", "worth", "diverse_views"), Allowed(shortfall=True, weak=True), True),
        (("count", "secrets"), Allowed(shortfall=True, weak=True, flagged=True), False),
    ],
)
def test_counts_are_accepted_with_what_follows_from_them(failed, allowed, accepted):
    assert allowed.accepts(_failing(*failed)) is accepted


def test_the_way_on_names_the_options_that_accept_everything_or_what_none_accepts():
    assert writer._way_on(["count", "diverse_views", "worth"]).startswith(
        "--allow-shortfall --allow-weak would write"
    )
    assert writer._way_on(["diverse_views"]).startswith("no option accepts diverse_views")
    assert writer._way_on(["count", "loads"]).startswith("no option accepts loads;")
