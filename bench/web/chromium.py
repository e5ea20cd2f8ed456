"""What a person sees, and when: first content of each room, a long document, and whether it scrolls without stutter."""

from __future__ import annotations

import statistics

from playwright.sync_api import Page, sync_playwright

from bench.web.readers import LONG_MS, ROOM_MS, long_document, rooms
from bench.web.serving import Served

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
EACH = 5
STUTTER_MS = 100.0
"""A frame that takes longer is seen as a stutter: of 60 frames a second six are lost."""
FIRST_CONTENT = """() => new Promise((tell) => new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.name === "first-contentful-paint") tell(entry.startTime);
}).observe({ type: "paint", buffered: true }))"""
SCROLL = """async () => {
  const times = []; let last = performance.now(); let on = true;
  const note = (now) => { times.push(now - last); last = now; if (on) requestAnimationFrame(note); };
  requestAnimationFrame(note);
  for (let n = 0; n < 60; n++) { window.scrollBy(0, 700); await new Promise((done) => setTimeout(done, 50)); }
  on = false; return times;
}"""


def see_rooms(served: Served) -> bool:
    """Print the first content of each room in Chromium; whether all came in time."""
    with sync_playwright() as playwright, served.client() as client:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(served.start)
        print(f"\nin Chromium: first content, median and worst of {EACH}, ms")
        good = [_first(page, room, served.url + address, ROOM_MS) for room, address in rooms(client).items()]
        address = f"{served.url}/documents/{long_document(client)}"
        good += [_first(page, "a document of 200 pages", address, LONG_MS), _scrolls(page)]
        browser.close()
    return all(good)


def _first(page: Page, room: str, address: str, limit: float) -> bool:
    times = []
    for _ in range(EACH):
        page.goto(address)
        times.append(float(page.evaluate(FIRST_CONTENT)))
    median = statistics.median(times)
    print(f"  {room:34} {median:7.0f} {max(times):7.0f}  (to reach: {limit:.0f}){'' if median <= limit else '  MISSED'}")
    return median <= limit


def _scrolls(page: Page) -> bool:
    frames: list[float] = sorted(page.evaluate(SCROLL))
    slow = sum(frame > STUTTER_MS for frame in frames)
    told = f"median {statistics.median(frames):.0f} ms, worst {frames[-1]:.0f} ms, {slow} over {STUTTER_MS:.0f} ms"
    print(f"  scrolling it: {len(frames)} frames, {told}")
    return slow <= len(frames) // 50
