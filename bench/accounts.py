"""`make gold-conflicts`: accounts that cannot both stand, and copies that count once; held against the floors."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from bench import conflicts, origins
from bench.gate import digest, load_floors
from bench.gold import floor_options, judge

MOST_FALSE = 1
"""False conflicts in one document that are borne."""


def main() -> int:
    """Measure, print, hold against the floors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    floor_options(parser)
    args = parser.parse_args()
    if not (Path(os.environ.get("MEMCON_SHARED", "../shared")) / "gold").is_dir():
        print("conflicts cannot be measured without the gold; set MEMCON_SHARED")
        return 0 if os.environ.get("MEMCON_NO_GOLD") == "1" else 2
    here = Path(__file__).parent
    pairs = digest([here / "conflicts.toml", here / "origins.toml"])
    return judge(args, load_floors(), measures(), [], {"accounts": pairs})


def measures() -> dict[str, float]:
    """All measures by name; the most false conflicts in one document, of which few are good, as whether they are few enough."""
    found = conflicts.measure()
    few = float(found.pop("dev_false") <= MOST_FALSE)
    told = {f"conflicts.{name}": value for name, value in found.items()} | {"conflicts.few_false": few}
    return told | {f"origins.{name}": value for name, value in origins.measure().items()}


if __name__ == "__main__":
    sys.exit(main())
