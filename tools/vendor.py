"""Fetches the libraries of tools/vendor.toml from the npm registry, checks their sums, and writes the manifests beside them.

`python tools/vendor.py` renews what is there; `python tools/vendor.py --newest` says which newer versions there are.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import sys
import tarfile
import tomllib
import urllib.request
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
REGISTRY = "https://registry.npmjs.org"
LICENCES = ("package/LICENSE", "package/LICENSE.md", "package/LICENSE.txt")
PACKAGE_BYTES = 32 * 1024 * 1024


def main() -> int:
    """Renew all, or tell what is newer; 1 where a sum is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--newest", action="store_true", help="only say which newer versions there are")
    args = parser.parse_args()
    wanted = tomllib.loads((ROOT / "tools" / "vendor.toml").read_text(encoding="utf-8"))
    if args.newest:
        for name, row in wanted.items():
            sys.stdout.write(f"{name} {row['version']}, newest {_told(name, 'latest')['version']}\n")
        return 0
    manifests: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for name, row in wanted.items():
        manifests[row["into"]][name] = _renew(name, row)
    for folder, rows in manifests.items():
        _write_manifest(ROOT / folder / "manifest.toml", rows)
    return 0


def _renew(name: str, row: dict[str, str]) -> dict[str, str]:
    """The row of the manifest; the file and its licence lie in the folder then."""
    told = _told(name, row["version"])
    package = _fetch(told["dist"]["tarball"])
    _check(package, told["dist"]["integrity"], name)
    if told["license"].replace("BSD-0-Clause", "0BSD") != row["licence"]:
        raise SystemExit(f"{name}: the licence is now {told['license']}; look at it before you go on")
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        code = _member(archive, f"package/{row['file']}")
        licence = next(_member(archive, place) for place in LICENCES if place in archive.getnames())
    folder, file = ROOT / row["into"], Path(row["file"]).name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(code)
    (folder / f"{file}.LICENSE").write_bytes(licence)
    sys.stdout.write(f"{name} {row['version']}: {len(code):,} bytes\n")
    kept = {key: row[key] for key in ("version", "licence", "home")}
    return {**kept, "file": file, "sha256": hashlib.sha256(code).hexdigest(), "licence_file": f"{file}.LICENSE"}


def _told(name: str, version: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(_fetch(f"{REGISTRY}/{name}/{version}"))
    return told


def _fetch(address: str) -> bytes:
    if not address.startswith(f"{REGISTRY}/"):
        raise SystemExit(f"{address} is not in the registry")
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310  the registry alone
        return bytes(answer.read(PACKAGE_BYTES))


def _check(package: bytes, integrity: str, name: str) -> None:
    how, _, wanted = integrity.partition("-")
    if how != "sha512" or base64.b64encode(hashlib.sha512(package).digest()).decode("ascii") != wanted:
        raise SystemExit(f"{name}: the package is not the one that the registry names")


def _member(archive: tarfile.TarFile, place: str) -> bytes:
    held = archive.extractfile(place)
    if held is None:
        raise SystemExit(f"{place} is no file")
    return held.read()


def _write_manifest(target: Path, rows: dict[str, dict[str, str]]) -> None:
    lines = ["# Written by tools/vendor.py from the npm registry.\n"]
    for name, row in sorted(rows.items()):
        lines.append(f'\n["{name}"]\n' + "".join(f'{key} = "{value}"\n' for key, value in row.items()))
    target.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
