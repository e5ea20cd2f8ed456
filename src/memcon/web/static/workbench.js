"use strict";
// What every page of the workbench shares: keys, notices, and a sign while a page is left. It reads the page and nothing else.
(() => {
  const SWITCHED_OFF = "memcon-keys-off";
  const NOTICE_MS = 8000;
  const GO_MS = 5000;

  const isOff = () => localStorage.getItem(SWITCHED_OFF) === "yes";
  const isTyping = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;
  const isSeen = (element) => element.closest("[hidden]") === null || element.hasAttribute("data-key");

  // ── rows ──
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.getClientRects().length > 0);
  const currentRow = () => document.activeElement.closest("[data-row]") || document.querySelector("[data-row][aria-current=true]");
  const step = (by) => {
    const all = rows();
    if (all.length === 0) return;
    const at = all.indexOf(currentRow());
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    next.dispatchEvent(new CustomEvent("memcon-row", { bubbles: true }));
  };
  const open = () => {
    const row = currentRow();
    const link = row && (row.querySelector("[data-open]") || row.querySelector("a[href]"));
    if (link) link.click();
    return Boolean(link);
  };

  // ── keys ──
  const find = (key) => {
    const within = (root) => root && [...root.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(isSeen);
    return within(currentRow()) || [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((e) => isSeen(e) && e.closest("[data-row]") === null);
  };
  let went = 0;
  const go = (key) => {
    const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (link) link.click();
    return Boolean(link);
  };
  const obey = (event) => {
    const key = event.key;
    if (Date.now() - went < GO_MS) {
      went = 0;
      return go(key);
    }
    if (key === "/") {
      const search = document.querySelector("[data-search]");
      if (search) { search.focus(); search.select(); }
      return Boolean(search);
    }
    if (key === "?") { showHelp(); return true; }
    if (key === "g") { went = Date.now(); return true; }
    if (key === "j" || key === "k") { step(key === "j" ? 1 : -1); return true; }
    if (key === "o" || (key === "Enter" && document.activeElement.matches("[data-row]"))) return open();
    const wanted = find(key);
    if (!wanted) return false;
    if (wanted.matches("input, select, textarea")) wanted.focus(); else wanted.click();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isTyping(event.target)) {
      event.preventDefault(); // a browser would empty a search field
      event.target.blur();
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || event.target.closest("dialog[open]")) return;
    if (isOff() && event.key !== "Enter") return;
    if (obey(event)) event.preventDefault();
  });

  // ── help ──
  const help = document.getElementById("help");
  const showHelp = () => help.showModal();
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) showHelp();
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog).showModal();
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
    if (event.target.closest("[data-print]")) window.print();
  });
  const off = help.querySelector("[data-keys-off]");
  off.checked = isOff();
  off.addEventListener("change", () => localStorage.setItem(SWITCHED_OFF, off.checked ? "yes" : "no"));

  // ── notices ──
  const notices = document.getElementById("notices");
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node.nodeType === Node.ELEMENT_NODE) {
      const isError = node.matches(".error, [role=alert]");
      setTimeout(() => node.remove(), isError ? 3 * NOTICE_MS : NOTICE_MS);
      node.addEventListener("click", () => node.remove());
    }
  }).observe(notices, { childList: true });
  const tell = (words) => {
    const line = document.createElement("p");
    line.className = "error";
    line.setAttribute("role", "alert");
    line.textContent = words;
    notices.append(line);
  };
  document.addEventListener("htmx:sendError", () => tell("memcon does not answer. Is `memcon serve` still running in its terminal?"));
  document.addEventListener("htmx:timeout", () => tell("This takes too long; ask for less, or try again."));

  // What was judged elsewhere on the page (an undo) is shown by loading the page anew, at the same place.
  document.addEventListener("memcon-changed", () => {
    const wanted = document.querySelector("[data-refresh]");
    if (wanted) htmx.trigger(wanted, "memcon-refresh"); else setTimeout(() => location.reload(), 400);
  });

  // ── a sign while the page is left ──
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !event.defaultPrevented && !link.hasAttribute("download") && link.target !== "_blank" && !link.getAttribute("href").startsWith("#") && !event.ctrlKey && !event.metaKey && !event.shiftKey)
      document.documentElement.classList.add("leaving");
  });
  document.addEventListener("submit", (event) => { if (!event.defaultPrevented && event.target.method !== "dialog") document.documentElement.classList.add("leaving"); });
  window.addEventListener("pageshow", () => document.documentElement.classList.remove("leaving"));

  // Filters without a button: a form with data-live sends itself when a field changes.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-live]");
    if (form && !event.target.matches("[type=search]")) form.requestSubmit();
  });
  // A form that filters leaves empty fields out of the address.
  document.addEventListener("formdata", (event) => {
    if (event.target.method !== "get") return;
    for (const [name, value] of [...event.formData.entries()]) if (value === "") event.formData.delete(name);
  });
})();
