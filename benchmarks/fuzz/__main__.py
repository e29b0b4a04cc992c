"""Damaged input for every reader: ``python -m benchmarks.fuzz --seconds 60``.

Each target runs in a process of its own with little memory, and is stopped when it hangs. What breaks a reader is
written to ``out/fuzz/<target>/``; once the reader is mended it belongs to ``tests/fixtures/fuzz/``.
"""

import argparse
import hashlib
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fuzz.run import PATIENCE_SECONDS, Outcome, fuzz
from benchmarks.fuzz.source import source_targets
from benchmarks.fuzz.target import Target
from benchmarks.fuzz.text import text_targets

_ROOT = Path(__file__).resolve().parents[2]
_MEMORY_BYTES = 6 << 30
"""Of addresses, not of memory in use: the libraries reserve far more than they take."""


@dataclass(slots=True)
class _Run:
    target: str
    process: subprocess.Popen[str]
    current: Path


def main() -> int:
    """Try all targets, or those that are named; print one line for each.

    Returns:
        0 when nothing broke, else 4.
    """
    options = _parser().parse_args()
    targets = {each.name: each for each in (*source_targets(), *text_targets())}
    out: Path = options.out.resolve()
    if options.alone:
        return _run_alone(targets[options.alone], options.seconds, options.seed, out)
    wanted = [name for name in targets if not options.target or any(part in name for part in options.target)]
    print(f"{'target':44} {'taken':>8} {'refused':>8}  broken by", flush=True)
    codes = _run_all(wanted, options, out)
    print(f"{len(wanted)} targets, {sum(map(bool, codes))} broken")
    return 4 if any(codes) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description="Try damaged input.")
    parser.add_argument("--seconds", type=float, default=60, help="for each target")
    parser.add_argument("--seed", type=int, default=1, help="which inputs; the same number gives the same ones")
    parser.add_argument("--jobs", type=int, default=1, help="targets at the same time")
    parser.add_argument("--target", nargs="*", help="parts of names; all when left out")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    parser.add_argument("-o", "--out", type=Path, default=_ROOT / "out" / "fuzz", help="folder of what breaks readers")
    return parser


def _run_all(wanted: Sequence[str], options: argparse.Namespace, out: Path) -> list[int]:
    left, running, codes = list(wanted), list[_Run](), list[int]()
    while left or running:
        while left and len(running) < options.jobs:
            running.append(_start(left.pop(0), options, out))
        time.sleep(0.2)
        for run in list(running):
            if run.process.poll() is None and _hangs(run):
                run.process.kill()
            if run.process.poll() is not None:
                running.remove(run)
                codes.append(_finish(run))
    return codes


def _start(name: str, options: argparse.Namespace, out: Path) -> _Run:
    folder = out / name.replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    words = ["--alone", name, "--seconds", str(options.seconds), "--seed", str(options.seed), "-o", str(out)]
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.fuzz", *words], cwd=_ROOT, stdout=subprocess.PIPE, text=True
    )
    (folder / "current").write_bytes(b"")
    return _Run(name, process, folder / "current")


def _hangs(run: _Run) -> bool:
    """Tell whether the input that is being tried has been for too long, also for a library that heeds no signal."""
    return time.time() - run.current.stat().st_mtime > 30 * PATIENCE_SECONDS


def _finish(run: _Run) -> int:
    told, _ = run.process.communicate()
    code = run.process.returncode
    if code in {0, 4}:
        print(told.rstrip(), flush=True)
        run.current.unlink()
    else:
        kept = run.current.rename(run.current.with_name(f"killed-{abs(code)}"))
        print(f"{run.target:44} the process ended with {code} at {kept}", flush=True)
    return code


def _run_alone(target: Target, seconds: float, seed: int, out: Path) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    folder = out / target.name.replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    outcome = fuzz(target, seconds, seed, (folder / "current").write_bytes)
    for crash in outcome.crashes.values():
        digest = hashlib.sha256(crash.data).hexdigest()[:8]
        (folder / f"{digest}-{crash.seed.name}").write_bytes(crash.data)
        (folder / f"{digest}.trace").write_text(f"{crash.signature}\n\n{crash.trace}", encoding="utf-8")
    print(_line(outcome))
    return 4 if outcome.crashes else 0


def _line(outcome: Outcome) -> str:
    broken = "; ".join(sorted(outcome.crashes)) or "nothing"
    return f"{outcome.target:44} {outcome.taken:8,} {outcome.refused:8,}  {broken}"


if __name__ == "__main__":
    sys.exit(main())
