"""How much memory the process took while something was done."""

import sys
from pathlib import Path

__all__ = ["forget_peak", "peak_mb"]

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024
_RESET_PEAK = "5"
"""Sets the peak of the resident set to what it is now: proc_pid_clear_refs(5), Linux 4.0."""


def forget_peak() -> None:
    """Begin to measure anew; where the system does not allow it, `peak_mb` tells the peak since the process began."""
    try:
        _RESET.write_text(_RESET_PEAK, encoding="ascii")
    except OSError:
        return


def peak_mb() -> int:
    """Return the most memory that the process had since `forget_peak`, in megabytes (10^6 bytes)."""
    try:
        told = dict(line.split(":", 1) for line in _STATUS.read_text(encoding="ascii", errors="replace").splitlines())
        return round(int(told["VmHWM"].split()[0]) * 1024 / 1e6)
    except (OSError, KeyError, ValueError):
        import resource  # noqa: PLC0415 - there is none on Windows, where the other way is missing too

        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES_PER_UNIT / 1e6)
