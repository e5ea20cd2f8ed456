"""How soon the answers come: one reader, and twenty at once."""

from __future__ import annotations

import random
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import httpx

from bench.web.papers import _NOUNS, LONG_STATEMENTS, name, some_one, word
from bench.web.serving import Served

ROOM_MS, SEARCH_MS, LONG_MS = 300.0, 150.0, 1_000.0
READERS, SECONDS = 20, 20.0
EACH = 15
FRAGMENT: Final = {"HX-Request": "true"}


def rooms(client: httpx.Client) -> dict[str, str]:
    """The rooms with an address at which there is something to see."""
    document = client.get("/api/library", params={"limit": 1}).json()["documents"][0]["key"]
    return {
        "library": "/library", "reader": f"/documents/{document}", "statements": "/statements", "actors": "/actors",
        "questions": "/actors/questions", "timeline": "/timeline", "network": "/network",
        "dyads": f"/dyads?one={name(0)}&other={name(1)}", "conflicts": "/conflicts", "check": "/check", "asks": "/asks",
        "history": "/history",
    }  # fmt: skip


def searches(dice: random.Random) -> dict[str, str]:
    """What is typed into the search fields."""
    noun, who = dice.choice(_NOUNS), name(some_one(dice))
    return {
        "documents by a word": f"/library?words={noun}",
        "documents by a beginning": f"/library?words={word(dice)[:4]}*",
        "statements by a word": f"/statements?words={noun}",
        "statements by a rare word": f"/statements?words={word(dice)}",
        "statements by speaker and word": f"/statements?words={noun}&speaker={who}",
        "actors by a name": f"/actors?name={who.split()[0]}",
    }


def answer_times(served: Served, when: str) -> bool:
    """Print the median time of each room and search; whether all are in time."""
    good = True
    with served.client() as client:
        print(f"\n{when}: median and worst of {EACH} answers, ms")
        for room, address in rooms(client).items():
            good &= _print(room, [_ask(client, address) for _ in range(EACH)], ROOM_MS)
        dice = random.Random(3)
        typed = [searches(dice) for _ in range(EACH)]
        for what in typed[0]:
            good &= _print(f"search {what}", [_ask(client, row[what], FRAGMENT) for row in typed], SEARCH_MS)
        good &= _print("a document of 200 pages", [_ask(client, f"/documents/{long_document(client)}") for _ in range(5)], LONG_MS)
    return good


def long_document(client: httpx.Client) -> str:
    """The id of the document of some 200 pages."""
    rows = client.get("/api/library", params={"order": "most", "limit": 1}).json()["documents"]
    assert rows[0]["statements"] == LONG_STATEMENTS
    return str(rows[0]["key"])


def _ask(client: httpx.Client, address: str, headers: dict[str, str] | None = None) -> float:
    started = time.perf_counter()
    answer = client.get(address, headers=headers)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code} {answer.text[:200]}")
    return (time.perf_counter() - started) * 1e3


def _print(what: str, times: list[float], limit: float) -> bool:
    median = statistics.median(times)
    print(f"  {what:34} {median:7.0f} {max(times):7.0f}  (to reach: {limit:.0f}){'' if median <= limit else '  MISSED'}")
    return median <= limit


def many_readers(served: Served) -> bool:
    """Twenty people who go from room to room at once; whether nobody got an error."""
    with served.client() as client:
        addresses = list(rooms(client).values())
    with ThreadPoolExecutor(READERS) as pool:
        found = list(pool.map(lambda n: _read(served, n, addresses), range(READERS)))
    times = sorted(t for some, _ in found for t in some)
    errors = sum(n for _, n in found)
    told = f"median {statistics.median(times):.0f} ms, 95 % under {times[int(0.95 * len(times))]:.0f} ms"
    print(f"\n{READERS} readers at once for {SECONDS:.0f} s: {len(times):,} pages, {errors} errors, {told}")
    return errors == 0


def _read(served: Served, n: int, addresses: list[str]) -> tuple[list[float], int]:
    dice, times, errors = random.Random(n), [], 0
    until = time.monotonic() + SECONDS
    with served.client() as client:
        while time.monotonic() < until:
            address = dice.choice([*addresses, *searches(dice).values()])
            started = time.perf_counter()
            errors += client.get(address).status_code != 200
            times.append((time.perf_counter() - started) * 1e3)
    return times, errors
