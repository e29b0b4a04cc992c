"""The peak is that of what was done since it was forgotten."""

import subprocess
import sys

FILLS = """
from ecosystem_graph.stage.memory import forget_peak, peak_mb

forget_peak()
before = peak_mb()
block = bytearray(200_000_000)
block[::4096] = b"x" * len(block[::4096])
print(before, peak_mb())
"""


def test_the_peak_holds_what_was_filled_and_is_never_negative() -> None:
    # In a process of its own: libraries give memory of earlier tests back whenever they like.
    told = subprocess.run([sys.executable, "-c", FILLS], check=True, capture_output=True, text=True).stdout
    before, after = map(int, told.split())
    assert before > 0
    assert after >= before + 100
