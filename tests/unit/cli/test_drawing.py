"""Progress is drawn late, rarely, and never on stdout."""

import pytest

from ecosystem_graph.cli.drawing import DrawnProgress


class Clock:
    """A clock that tests move."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_without_a_terminal_a_line_is_written_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with DrawnProgress(clock=clock) as progress:
        for clock.now in range(25):
            progress("read", int(clock.now), 25)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        "read: 10 of 25 (10 s, 1.0/s, 15 s left)",
        "read: 20 of 25 (20 s, 1.0/s, 5 s left)",
    ]


def test_rate_and_remaining_time_are_those_of_the_stage(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with DrawnProgress(clock=clock) as progress:
        progress("read", 0, 2)
        clock.now = 100.0
        progress("quads", 1_000, 1_000_000)
        clock.now = 120.0
        progress("quads", 41_000, 1_000_000)
        clock.now = 140.0
        progress("store", 0)
    assert capsys.readouterr().err.splitlines() == [
        "quads: 1,000 of 1,000,000 (100 s)",
        "quads: 41,000 of 1,000,000 (120 s, 2,000/s, 8 min left)",
        "store: 0 (140 s)",
    ]


def test_quiet_draws_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with DrawnProgress(quiet=True, clock=clock) as progress:
        clock.now = 60.0
        progress("read", 1)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_shows_a_bar_only_after_two_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    clock = Clock()
    with DrawnProgress(clock=clock) as progress:
        progress("read", 1, 4)
        assert capsys.readouterr().err == ""
        clock.now = 3.0
        progress("read", 2, 4)
    captured = capsys.readouterr()
    assert (captured.out, "read" in captured.err) == ("", True)
