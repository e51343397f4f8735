"""What is measured is measured of the right process."""

from __future__ import annotations

import subprocess
import sys

from .stages import own_peak

MANY = 400 << 20


def test_the_peak_of_a_process_is_not_that_of_its_parent() -> None:
    held = bytearray(MANY)
    held[::4096] = b"\1" * len(held[::4096])
    asked = "from tests.bench.stages import own_peak; print(own_peak())"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert own_peak() > MANY >> 20 and float(done.stdout) < 200
