"""The peak is that of what was done since it was forgotten."""

from ecosystem_graph.stage.memory import forget_peak, peak_mb


def test_the_peak_holds_what_was_filled_and_is_never_negative() -> None:
    forget_peak()
    before = peak_mb()
    block = bytearray(200_000_000)
    block[::4096] = b"x" * len(block[::4096])
    assert before > 0
    assert peak_mb() >= before + 100
