"""The signs that carry meaning, and the names that editors write for them."""

from __future__ import annotations

import re

GOOD, BAD, WARNING = "✅✔✓👍", "❌✗✘❎✖🚫⛔👎☒", "⚠"
WORDS = {"good": "OK", "bad": "not OK", "warning": "warning"}
# A sign that tells a state where it stands alone; beside words it is an ornament, except for those
# of waiting.
STATES = {
    "⏳": "pending",
    "⌛": "pending",
    "🔄": "in progress",
    "🚧": "in progress",
    "⏸": "paused",
    "🔴": "red",
    "🟠": "orange",
    "🟡": "yellow",
    "🟢": "green",
    "⬜": "open",
    "🔲": "open",
    "☐": "open",
    "☑": "done",
}
# Signs by the names that some editors write for them.
SHORT = {
    name: sign
    for sign, names in {
        "✅": "white_check_mark",
        "✔": "heavy_check_mark",
        "☑": "ballot_box_with_check",
        "👍": "+1 thumbsup",
        "❌": "x",
        "❎": "negative_squared_cross_mark",
        "✖": "heavy_multiplication_x",
        "🚫": "no_entry_sign",
        "⛔": "no_entry",
        "👎": "-1 thumbsdown",
        "⚠": "warning",
        "⏳": "hourglass_flowing_sand",
        "⌛": "hourglass",
        "🔄": "arrows_counterclockwise",
        "🚧": "construction",
        "⏸": "pause_button",
        "🔴": "red_circle",
        "🟠": "orange_circle large_orange_circle",
        "🟡": "yellow_circle large_yellow_circle",
        "🟢": "green_circle large_green_circle",
    }.items()
    for name in names.split()
}
# What stands for something while a text is read: a record's own would be taken for it.
PRIVATE = re.compile("[\ue000-\ue005]")
