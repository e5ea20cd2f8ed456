"use strict";
// The reader: choosing statements and words. What is chosen is named by the numbers that the server gave to words; nothing is counted here.
(() => {
  const NEAR = "1500px";
  const FAR_SCREENS = 2;
  const PATIENCE_MS = 15000;
  const [SHORT_MS, LONG_MS, TRIES] = [80, 500, 6];
  const reader = document.getElementById("reader");
  const base = reader.dataset.base;
  const $ = (selector, within = reader) => within.querySelector(selector);
  const $$ = (selector, within = reader) => [...within.querySelectorAll(selector)];
  const panel = () => document.getElementById("panel");
  const isNarrow = () => matchMedia("(max-width: 60rem)").matches;

  // The bar at the top may take two lines; what sticks below it must know.
  const top = document.querySelector(".top");
  new ResizeObserver(() => document.documentElement.style.setProperty("--top-height", getComputedStyle(top).position === "sticky" ? `${top.offsetHeight + 8}px` : "8px")).observe(top);

  // The ledger is as high as what is seen of its side: at the top of the page the head of the document leaves less room.
  const fit = () => {
    const side = document.querySelector(".ledger-side");
    if (side) side.style.setProperty("--side-height", `${Math.max(320, innerHeight - Math.max(8, side.getBoundingClientRect().top) - 10)}px`);
  };
  let isFitting = false;
  const fitSoon = () => { if (!isFitting) { isFitting = true; requestAnimationFrame(() => { isFitting = false; fit(); }); } };
  addEventListener("scroll", fitSoon, { passive: true });
  addEventListener("resize", fitSoon);
  fit();

  // ── parts that come when they are near ──
  const nearing = new IntersectionObserver((seen) => {
    for (const one of seen) if (one.isIntersecting) { nearing.unobserve(one.target); htmx.trigger(one.target, "near"); }
  }, { rootMargin: `${NEAR} 0px` });
  const watch = () => { for (const one of $$(".waiting")) nearing.observe(one); };
  const loaded = (part) => new Promise((resolve) => {
    if (!part.classList.contains("waiting")) { resolve(part); return; }
    const id = part.id;
    const done = (event) => {
      const now = document.getElementById(id);
      if (now === null || now.classList.contains("waiting")) return;
      document.removeEventListener("htmx:afterSettle", done);
      resolve(now);
    };
    document.addEventListener("htmx:afterSettle", done);
    htmx.trigger(part, "near");
  });

  // ── places of the text ──
  const ends = (at) => at.split("-").map(Number);
  const windowAt = (start) => $$(".window").findLast((one) => Number(one.dataset.from) <= start) || $(".window");
  const wordsIn = (part, [start, end]) => $$("[data-start]", part).filter((word) => Number(word.dataset.start) >= start && Number(word.dataset.start) < end);
  const room = () => { // what is seen of the text between the bar at the top and the panel at the foot of a phone
    const head = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--top-height")) || 60;
    const foot = isNarrow() && getComputedStyle(panel()).position === "sticky" ? panel().offsetHeight : 0;
    return [head, innerHeight - foot];
  };
  const isSeen = (element) => {
    const [head, foot] = room();
    const box = element.getBoundingClientRect();
    return box.top >= head + 20 && box.bottom <= foot - 20;
  };
  const goTo = (element, isAgain) => {
    const [head, foot] = room();
    const goal = scrollY + element.getBoundingClientRect().top - head - (foot - head) * .3;
    const far = isAgain || Math.abs(goal - scrollY) > FAR_SCREENS * innerHeight || matchMedia("(prefers-reduced-motion: reduce)").matches;
    window.scrollTo({ top: goal, behavior: far ? "instant" : "smooth" });
    return far ? SHORT_MS : LONG_MS;
  };
  // Parts above may turn out higher or lower than their room when they come near: then it is gone to again, unless somebody scrolls.
  let scrolledAt = 0;
  for (const name of ["wheel", "touchmove", "mousedown"]) addEventListener(name, () => { scrolledAt = Date.now(); }, { passive: true });
  const scrollTo = async (element) => {
    const began = Date.now();
    for (let n = 0; n < TRIES && element.isConnected && !isSeen(element) && scrolledAt <= began; n += 1) {
      const wait = goTo(element, n > 0);
      await new Promise((resolve) => { setTimeout(resolve, wait); });
    }
  };
  const unmark = (name) => { for (const one of $$(`#text .${name}`)) one.classList.remove(name); };
  let going = 0;
  const show = async (at, name) => {
    const here = ++going;
    const span = ends(at);
    const part = await loaded(windowAt(span[0]));
    if (here !== going) return;
    const words = wordsIn(part, span);
    if (name) { unmark(name); words.forEach((word) => (name === "current-hit" && word.closest(".found") || word).classList.add(name)); }
    if (words.length > 0) scrollTo(words[0]); // and nobody waits for it
  };

  // ── the chosen statement ──
  let current = "";
  let asking = ""; // the statement that the panel is to show next
  const rowOf = (key) => document.getElementById(`s-${key}`);
  const light = () => {
    markPending();
    unmark("lit");
    if (!current) return;
    for (const one of $$(`#text [data-s~="${CSS.escape(current)}"]`)) one.classList.add("lit");
    const number = document.getElementById(`t-${current}`);
    if (number) number.classList.add("lit");
    for (const row of $$("#ledger [data-row]")) {
      const isIt = row.dataset.statement === current;
      if (isIt) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current");
      row.tabIndex = isIt ? 0 : -1;
    }
  };
  const showRow = () => {
    const row = rowOf(current);
    if (!row) return;
    const focused = document.activeElement;
    if (focused === document.body || focused.closest("#ledger")) row.focus({ preventScroll: true });
    const list = document.getElementById("ledger");
    if (isNarrow() || list.hidden) return;
    const [a, b] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
    const bottom = Math.max(b.top + 120, Math.min(b.bottom, innerHeight)) - 30;
    if (a.top < b.top + 30) list.scrollTop += a.top - b.top - 30;
    else if (a.bottom > bottom) list.scrollTop += a.bottom - bottom;
  };
  const choose = (key, at) => {
    current = key;
    unmark("place");
    light();
    showRow();
    if (at) show(at).then(light);
  };
  const shown = () => { const one = $("[data-chosen-statement]", panel()); return one ? one.dataset.chosenStatement : ""; };
  const select = (key) => {
    const row = rowOf(key);
    asking = key;
    if (row) choose(key, row.dataset.at); else { current = key; light(); }
    htmx.ajax("GET", `${base}/statements/${encodeURIComponent(key)}`, { source: "#asker", target: "#panel", swap: "innerHTML" });
  };
  const settled = (isSo) => new Promise((resolve) => { // when something has come into the page and it is so; or after a while anyhow
    const done = () => { if (!isSo()) return; document.removeEventListener("htmx:afterSettle", done); clearTimeout(late); resolve(); };
    const late = setTimeout(() => { document.removeEventListener("htmx:afterSettle", done); resolve(); }, PATIENCE_MS);
    document.addEventListener("htmx:afterSettle", done);
    done();
  });
  const loadedRow = async () => { // the row of the chosen statement, fetched where only its room is kept
    if (!current || rowOf(current)) return rowOf(current);
    await settled(() => asking === "");
    const one = $("[data-leaf]", panel());
    const leaf = one && document.getElementById(one.dataset.leaf);
    if (leaf) await loaded(leaf);
    return rowOf(current);
  };
  const follow = () => { // the panel says which statement is chosen, unless another one is on its way
    const one = $("[data-chosen-statement]", panel());
    if (!one) return;
    const key = one.dataset.chosenStatement;
    const isSelected = asking === "" || asking === key;
    if (!isSelected) return;
    asking = "";
    if (one.dataset.address) history.replaceState(history.state, "", one.dataset.address);
    if (one.matches("[data-form]")) { current = key; light(); return; }
    if (!rowOf(key) && one.dataset.leaf) loadedRow().then((row) => { if (row) { light(); showRow(); } });
    if (key === current) { light(); showRow(); if (isNarrow()) show(one.dataset.at); } else choose(key, one.dataset.at);
    const pages = $("[data-pages][aria-current]");
    if (pages) htmx.ajax("GET", `${base}/pages?statement=${encodeURIComponent(current)}`, { source: "#side", target: "#side", swap: "innerHTML" });
  };

  // ── going through the statements ──
  const besideRow = async (row, by) => {
    const next = by > 0 ? row.nextElementSibling : row.previousElementSibling;
    if (next) return next;
    const leaf = by > 0 ? row.parentElement.nextElementSibling : row.parentElement.previousElementSibling;
    if (!leaf || !leaf.matches(".leaf")) return null;
    const rows = $$("[data-row]", await loaded(leaf));
    return rows.at(by > 0 ? 0 : -1) || null;
  };
  // Keys wait for one another: what is judged is what the panel shows, however fast somebody types.
  let keys = Promise.resolve();
  const then = (work) => { keys = keys.then(work); };
  const step = (by) => then(async () => {
    const row = await loadedRow();
    const next = row ? await besideRow(row, by) : $("#ledger [data-row]");
    if (next) select(next.dataset.statement);
  });
  let moving = Promise.resolve(); // on to the next statement after a judgement
  const press = (key) => then(async () => {
    await settled(() => asking === "");
    const button = asking === "" ? $(`[data-key="${key}"]`, panel()) : null; // else the panel still shows another statement
    if (button && button.matches("details[open] > summary")) { $("input", button.parentElement).focus(); typeInto($("input", button.parentElement)); }
    else if (button) button.click();
    else typed = null;
    await moving;
  });

  // What is typed while a field is on its way goes into the field: no letter of a reason may be taken for a key.
  let typed = null;
  const catchKey = (event) => {
    if (event.key === "Escape") typed = null;
    else if (event.key === "Enter") typed.isDone = true;
    else if (event.key === "Backspace") typed.words = [...typed.words].slice(0, -1).join("");
    else if ([...event.key].length === 1) typed.words += event.key;
    event.preventDefault();
    event.stopPropagation();
  };
  const typeInto = (input) => {
    if (typed === null) return;
    const { words, isDone } = typed;
    typed = null;
    if (words) input.value = words;
    if (isDone) input.form.requestSubmit();
  };

  // ── judging: the next statement is shown at once, and the answer comes when it comes ──
  const pending = new Set();
  const markPending = () => {
    for (const key of pending) { const row = rowOf(key); if (row) { row.dataset.status = "pending"; row.classList.add("pending"); } }
  };
  const nextOpen = async (row) => {
    let next = row;
    while (next) { next = await besideRow(next, 1); if (next && next.dataset.status === "machine") return next; }
    return null;
  };
  const judge = async (form) => {
    const key = shown();
    if (pending.has(key)) return;
    pending.add(key);
    markPending();
    const values = Object.fromEntries(new FormData(form));
    if (field().value) values.find = field().value;
    htmx.ajax("POST", form.getAttribute("action"), { source: "#judge", target: "#panel", swap: "innerHTML", values });
    const row = await loadedRow();
    const next = row && row.dataset.statement === key ? await nextOpen(row) : null;
    if (next && current === key) select(next.dataset.statement);
  };
  reader.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-judge]")) return;
    event.preventDefault();
    moving = judge(event.target);
    then(() => moving);
  });
  const judgedIn = (event) => {
    const found = /\/statements\/([^/]+)\/(?:accept|reject)$/.exec(event.detail.pathInfo ? event.detail.pathInfo.requestPath.split("?")[0] : "");
    return found ? decodeURIComponent(found[1]) : "";
  };
  document.addEventListener("htmx:beforeSwap", (event) => { // somebody has gone on: what the answer shows of the statement is not wanted
    const key = judgedIn(event);
    if (key && event.detail.target === panel() && (current !== key || asking !== "")) event.detail.target = document.getElementById("aside");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const key = judgedIn(event);
    if (!key) return;
    pending.delete(key);
    if (!event.detail.successful) { const row = rowOf(key); if (row) { row.dataset.status = "machine"; row.classList.remove("pending"); } }
    document.getElementById("aside").replaceChildren();
  });

  // ── the words that somebody has marked ──
  let chosen = null;
  const isEmptyEnd = (range, word, isEnd) => {
    const [node, offset] = isEnd ? [range.endContainer, range.endOffset] : [range.startContainer, range.startOffset];
    if (!word.contains(node)) return false;
    return isEnd ? offset === 0 && !node.previousSibling : node.nodeType === Node.TEXT_NODE && offset === node.data.length && !node.nextSibling;
  };
  const wordsOf = (selection) => {
    if (selection.rangeCount === 0 || selection.isCollapsed) return [];
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(document.getElementById("text"))) return [];
    const words = $$("#text .window").filter((part) => range.intersectsNode(part)).flatMap((part) => $$("[data-start]", part)).filter((word) => range.intersectsNode(word));
    if (words.length > 0 && isEmptyEnd(range, words[0], false)) words.shift();
    if (words.length > 0 && isEmptyEnd(range, words.at(-1), true)) words.pop();
    return words;
  };
  const showChosen = () => {
    const bar = document.getElementById("chosen");
    bar.hidden = chosen === null || !bar.querySelector("[data-new]") || $("[data-form]", panel()) !== null;
    if (chosen) $("[data-chosen-words]", bar).textContent = chosen.count === 1 ? "1 word marked" : `${chosen.count} words marked`;
    for (const button of $$("[data-take]")) button.disabled = chosen === null;
  };
  document.addEventListener("selectionchange", () => {
    const words = wordsOf(getSelection());
    if (words.length === 0) return;
    chosen = { first: words[0].dataset.start, last: words.at(-1).dataset.start, count: words.length };
    showChosen();
  });
  const unchoose = () => { chosen = null; getSelection().removeAllRanges(); showChosen(); };
  const asked = () => chosen ? `first=${chosen.first}&last=${chosen.last}` : `after=${encodeURIComponent(current)}`;
  const startNew = () => htmx.ajax("GET", `${base}/new?${asked()}`, { source: "#panel", target: "#panel", swap: "innerHTML" });
  const take = (button) => {
    if (!chosen) return;
    const field = button.dataset.take;
    const slots = $(`[data-slots="${field}"]`);
    if (!button.hasAttribute("data-more")) slots.replaceChildren();
    htmx.ajax("GET", `${base}/words?field=${field}&${asked()}`, { source: slots, target: slots, swap: "beforeend" });
  };
  const widen = (slot, edge) => {
    const at = $$(".slot").indexOf(slot);
    then(async () => {
      const before = $$(".slot")[at];
      if (!before) return;
      $(`[data-edge="${edge}"]`, before).click();
      await settled(() => $$(".slot")[at] !== before);
      const focused = document.activeElement;
      if ($$(".slot")[at] && (focused === document.body || focused.closest(".slot"))) $$(".slot")[at].focus();
    });
  };
  const showTaken = () => {
    unmark("taken");
    for (const slot of $$("[data-slot=content]")) {
      const span = ends(slot.dataset.at);
      const part = windowAt(span[0]);
      if (!part.classList.contains("waiting")) wordsIn(part, span).forEach((word) => word.classList.add("taken"));
    }
  };

  // ── clicks ──
  document.addEventListener("mousedown", (event) => { if (event.target.closest("[data-take], [data-new]")) event.preventDefault(); });
  const lastOf = { keys: "", at: 0 };
  const clickText = (mark) => { // again on the same words: the statement around it
    const keys = mark.dataset.s.split(" ");
    lastOf.at = lastOf.keys === mark.dataset.s && keys.includes(current) ? (keys.indexOf(current) + 1) % keys.length : 0;
    lastOf.keys = mark.dataset.s;
    select(keys[lastOf.at]);
  };
  const copy = async (button) => {
    const link = new URL(button.dataset.copy, location.href).href;
    const told = button.dataset.cite ? `${button.dataset.cite}; ${link}` : link;
    const words = button.textContent;
    try { await navigator.clipboard.writeText(told); button.textContent = "Copied"; } catch { button.textContent = told; return; }
    setTimeout(() => { button.textContent = words; }, 2000);
  };
  const openTab = (name) => {
    document.getElementById("ledger").hidden = name !== "ledger";
    document.getElementById("side").hidden = name !== "side";
  };
  const clickTab = (tab) => {
    openTab(tab.dataset.tab);
    const own = tab.closest(".tabs") ? tab : $(`.tabs [href="${base}/${tab.hasAttribute("data-page") ? "pages" : "people"}"]`);
    for (const one of $$(".tabs a")) if (one === own) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current");
    if (tab.dataset.tab === "ledger") showRow();
  };
  reader.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.target;
    const found = (selector) => target.closest(selector);
    if (found("[data-select]")) { event.preventDefault(); select(found("[data-select]").dataset.select); return; }
    if (found("[data-show]")) { event.preventDefault(); show(found("[data-show]").dataset.show, "place"); return; }
    if (found("[data-copy]")) { copy(found("[data-copy]")); return; }
    if (found("[data-new]")) { startNew(); return; }
    if (found("[data-unchoose]")) { unchoose(); return; }
    if (found("[data-take]")) { take(found("[data-take]")); return; }
    if (found("[data-drop-slot]")) { found(".slot").remove(); showTaken(); return; }
    if (found("[data-clear-find]")) { event.preventDefault(); clearFind(); return; }
    if (found("[data-leave]")) { event.preventDefault(); refresh(); return; }
    if (found("[data-tab]")) { if (found("[data-tab]").dataset.tab === "ledger") event.preventDefault(); clickTab(found("[data-tab]")); return; }
    if (found("a, button, summary, input, label")) return;
    if (found("#ledger [data-row]")) { select(found("[data-row]").dataset.statement); return; }
    if (found("#text [data-s]") && getSelection().isCollapsed) clickText(found("[data-s]"));
  });
  // A hidden bar holds the button for new statements: its key works without marked words too.

  // ── finding ──
  const field = () => document.getElementById("find");
  const clearFind = () => { field().value = ""; htmx.trigger(field(), "search"); };
  const showHit = () => { const hits = $("#hits [data-at]"); if (hits) show(hits.dataset.at, "current-hit"); };

  // ── keys ──
  const isTyping = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select") !== null;
  const isOff = () => localStorage.getItem("memcon-keys-off") === "yes";
  document.addEventListener("keydown", (event) => {
    if (typed !== null && !isTyping(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) { catchKey(event); return; }
    const slot = event.target.closest && event.target.closest(".slot");
    if (slot && event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      const isRight = event.key === "ArrowRight";
      widen(slot, event.altKey ? (isRight ? "start-in" : "start-out") : (isRight ? "end-out" : "end-in"));
      event.preventDefault();
      return;
    }
    if (event.target === field() && event.key === "Enter") { event.preventDefault(); field().blur(); showHit(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || event.target.closest("dialog[open]") || isOff()) return;
    if (event.key === "Escape" && chosen) { unchoose(); return; }
    if (event.key === "j" || event.key === "k") { event.preventDefault(); step(event.key === "j" ? 1 : -1); }
    if (["a", "r", "e"].includes(event.key) && document.getElementById("undo-here")) {
      event.preventDefault();
      if (event.key !== "a") typed = { words: "", isDone: false };
      press(event.key);
    }
  }, true);
  document.addEventListener("toggle", (event) => {
    if (event.target.matches && event.target.matches(".rejecting") && event.target.open) { $("input", event.target).focus(); typeInto($("input", event.target)); }
  }, true);
  for (const failed of ["htmx:responseError", "htmx:sendError"]) document.addEventListener(failed, () => { typed = null; asking = ""; });
  reader.addEventListener("input", (event) => { // a list of names grows by one empty field
    const list = event.target.closest("[data-growing]");
    const last = list && list.querySelector("label:last-of-type");
    if (!list || !last.contains(event.target) || event.target.value === "") return;
    const more = last.cloneNode(true);
    more.querySelector("input").value = "";
    last.after(more);
  });

  // ── after parts of the page have come ──
  const refresh = () => htmx.ajax("GET", location.pathname + location.search, { source: reader, target: "#reader", swap: "innerHTML" });
  reader.addEventListener("memcon-refresh", refresh);
  document.addEventListener("htmx:afterSettle", (event) => {
    watch();
    fitSoon();
    const into = event.detail.target ? event.detail.target.id : "";
    if (into === "panel" || into === "reader") { follow(); showTaken(); showChosen(); panel().scrollTop = 0; }
    if (into === "panel" && $("[autofocus]", panel())) typeInto($("[autofocus]", panel()));
    if (into === "side") openTab("side");
    if (event.target.closest && event.target.closest(".slot, [data-slots]")) { showTaken(); showChosen(); }
    if (into === "text" || into === "hits") showHit();
    if (event.target.matches && event.target.matches(".window, .leaf")) light();
    if (into === "text") light();
  });
  // What is put in the place of a part that is in sight must not move what somebody reads.
  let held = null;
  document.addEventListener("htmx:oobBeforeSwap", () => { held = held || [scrollY, document.getElementById("ledger").scrollTop]; });
  const hold = () => {
    if (held === null) return;
    window.scrollTo({ top: held[0], behavior: "instant" });
    document.getElementById("ledger").scrollTop = held[1];
  };
  document.addEventListener("htmx:oobAfterSwap", hold);
  document.addEventListener("htmx:afterSwap", () => {
    hold();
    held = null;
    const first = $("[autofocus]", panel());
    if (first === null || first.dataset.met) return;
    first.dataset.met = "yes";
    first.focus({ preventScroll: true });
    first.select(); // what is typed takes the place of what stands in the field
  });
  watch();
  if ($("[data-chosen-statement]", panel())) follow();
  else if (document.activeElement.closest("#ledger [data-row]")) select(document.activeElement.dataset.statement); // a key was quicker than this script
  else if ($("#text .place")) scrollTo($("#text .place"));
  else showHit();
  showChosen();
})();
