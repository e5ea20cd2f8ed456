"use strict";
// The room of statements: which columns are shown, menus that close by themselves, citations.
(() => {
  const HIDDEN = "memcon-statements-hidden";
  const SHUT = "memcon-statements-shut";
  const COLUMNS = ["speaker", "act", "to", "via", "manner", "day", "paper", "status"];
  const room = document.querySelector(".statements");

  // ── columns ──
  const boxes = () => [...document.querySelectorAll("[data-columns] input")];
  const hidden = () => {
    try { return [].concat(JSON.parse(localStorage.getItem(HIDDEN) || "[]")); } catch { return []; }
  };
  const show = () => {
    const gone = hidden();
    for (const name of COLUMNS) if (room) room.classList.toggle(`hide-${name}`, gone.includes(name));
    for (const box of boxes()) box.checked = !gone.includes(box.value);
  };
  document.addEventListener("change", (event) => {
    if (!event.target.closest("[data-columns]")) return;
    localStorage.setItem(HIDDEN, JSON.stringify(boxes().filter((box) => !box.checked).map((box) => box.value)));
    show();
  });
  show();

  // ── what is beside the rows is open where there is room for it, unless somebody shut it ──
  const fold = document.querySelector("[data-open-wide]");
  const isWide = matchMedia("(min-width: 60rem)").matches;
  if (fold) {
    fold.open = isWide && localStorage.getItem(SHUT) !== "yes";
    fold.addEventListener("toggle", () => { if (isWide) localStorage.setItem(SHUT, fold.open ? "no" : "yes"); });
  }

  // ── counts are of what was asked for before, until they are counted anew ──
  const counts = document.getElementById("facets");
  const wait = (isStale) => { if (counts) counts.setAttribute("aria-busy", String(isStale)); };
  document.addEventListener("input", (event) => { if (event.target.closest("#asked")) wait(true); });
  document.addEventListener("memcon-asked", () => wait(true));
  document.addEventListener("htmx:afterSwap", (event) => { if (["facets", "fault"].includes(event.detail.target.id)) wait(false); });

  // ── menus ──
  const close = (menu) => { menu.open = false; };
  const menus = () => [...document.querySelectorAll("details.menu[open]")];
  document.addEventListener("click", (event) => menus().filter((menu) => !menu.contains(event.target)).forEach(close));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      close(menu);
    }
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const menu = event.target.closest("details.menu");
    if (menu && event.detail.successful) close(menu);
  });

  // ── citations ──
  const tell = (words) => {
    const line = document.createElement("p");
    line.className = "notice";
    line.textContent = words;
    document.getElementById("notices").append(line);
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      tell("The citation is copied");
    } catch {
      tell(button.dataset.copy); // where the browser lets no page copy, it can be marked and copied by hand
    }
  });
})();
