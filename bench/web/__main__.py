"""Print all figures; 1 where one is not reached. `python -m bench.web --documents 10000 --keep case.memcon`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.web.chromium import see_rooms
from bench.web.readers import answer_times, many_readers
from bench.web.serving import build, serving, wait_until_warm


def main() -> int:
    """Build, serve, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="where the case is kept between runs")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = args.keep or Path(folder) / "bench.memcon"
        build(ledger, args.documents)
        with serving(ledger) as served:
            cold = answer_times(served, "while the whole case is being worked out")
            print(f"worked out of the whole case after {wait_until_warm(served):.0f} s")
            good = [cold, answer_times(served, "after that"), many_readers(served), see_rooms(served)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
