"use strict";
// Adding documents: what is dropped or chosen is sent file by file, then read in a job that the page shows and the server keeps.
(() => {
  const AT_ONCE = 3;
  const ROWS = 100; // of files that are still to be sent
  const JOB_FILES = 500; // its request stays under the 1 MiB that the server takes, and reading begins while others are sent
  const NO_ANSWER = "memcon does not answer; is `memcon serve` still running in its terminal?";
  const panel = document.querySelector("[data-add]");
  const shade = document.getElementById("drop");
  const sending = document.getElementById("sending");

  const tell = (words, isError = true) => {
    const line = document.createElement("p");
    line.className = isError ? "error" : "notice";
    if (isError) line.setAttribute("role", "alert");
    line.textContent = words;
    document.getElementById("notices").append(line);
  };
  const counted = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
  // As the server shows names: nothing that cannot be seen, or that turns the line.
  const plain = (name) => name.replace(/[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const isHidden = (name) => name.split("/").some((part) => part.startsWith("."));

  // ── what was dropped or chosen, as { file, name } with the folders in the name ──
  const readFolder = async (folder) => {
    const reader = folder.createReader();
    const entries = [];
    for (;;) { // a browser gives a hundred at a time
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) return entries;
      entries.push(...some);
    }
  };
  const collect = async (entry, found) => {
    if (isHidden(entry.name)) { found.hidden += 1; return; }
    try {
      if (entry.isDirectory) for (const inner of await readFolder(entry)) await collect(inner, found);
      else found.files.push({ file: await new Promise((resolve, reject) => entry.file(resolve, reject)), name: entry.fullPath.replace(/^\//, "") });
    } catch { found.barred.push(entry.name); }
  };
  const dropped = async (transfer) => {
    const found = { files: [], hidden: 0, barred: [] };
    // Entries must be asked for before the event is over; what comes without one is a plain file.
    const items = [...transfer.items].filter((item) => item.kind === "file").map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
    for (const { entry, file } of items) {
      if (entry) await collect(entry, found);
      else if (file && isHidden(file.name)) found.hidden += 1;
      else if (file) found.files.push({ file, name: file.name });
    }
    return found;
  };
  const chosen = (input) => {
    const every = [...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
    const files = every.filter((item) => !isHidden(item.name));
    return { files, hidden: every.length - files.length, barred: [] };
  };

  // ── sending ──
  const line = { waiting: [], going: new Set(), sent: 0, total: 0, bytes: 0, done: 0, kept: [], failed: 0 };
  const left = () => line.waiting.length + line.going.size;
  const showRow = (item) => {
    if (item.row) return;
    item.row = document.getElementById("sending-row").content.firstElementChild.cloneNode(true);
    item.row.querySelector("[data-name]").textContent = plain(item.name);
    item.row.querySelector("button").addEventListener("click", () => { item.row.remove(); item.row = null; line.failed -= 1; enlist([item]); });
    sending.querySelector(".files").append(item.row);
  };
  const showSum = () => {
    const isOver = left() === 0;
    const words = isOver ? `${counted(line.sent, "file", "files")} sent` : `${line.sent.toLocaleString("en")} of ${counted(line.total, "file", "files")} sent`;
    sending.querySelector("[data-sum]").textContent = line.failed ? `${words}, ${line.failed.toLocaleString("en")} not` : words;
    const bar = sending.querySelector("[data-all]");
    bar.max = Math.max(1, line.bytes);
    bar.value = line.done;
    bar.hidden = isOver;
    sending.querySelector("[data-stop]").hidden = isOver;
    sending.querySelector("[data-clear]").hidden = !isOver;
    sending.hidden = isOver && line.failed === 0;
  };
  const fail = (item, why) => {
    line.failed += 1;
    line.done += item.file.size;
    showRow(item);
    item.row.querySelector("progress").hidden = true;
    item.row.querySelector("[data-why]").textContent = why;
    item.row.querySelector("button").hidden = false;
  };
  const reasonOf = (request) => {
    if (request.status === 0) return NO_ANSWER;
    try { return JSON.parse(request.responseText).error.message; } catch { return "the workbench did not take it"; }
  };
  const send = (item) => new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const bar = item.row.querySelector("progress");
    let seen = 0;
    item.request = request;
    request.upload.onprogress = (event) => {
      line.done += event.loaded - seen;
      seen = event.loaded;
      bar.max = Math.max(1, event.total);
      bar.value = event.loaded;
      showSum();
    };
    const end = (why) => { line.done -= seen; resolve(why); };
    request.onload = () => end(request.status === 200 ? "" : reasonOf(request));
    request.onerror = () => end(NO_ANSWER);
    request.onabort = () => end("you stopped it");
    request.open("POST", `/library/files?name=${encodeURIComponent(item.name)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Accept", "application/json");
    request.send(item.file);
  });
  const work = async () => {
    while (line.waiting.length && line.going.size < AT_ONCE) {
      const item = line.waiting.shift();
      line.going.add(item);
      showRow(item);
      const why = item.file.size > Number(panel.dataset.most) ? panel.dataset.tooLarge : await send(item);
      line.going.delete(item);
      if (why) fail(item, why);
      else {
        line.sent += 1;
        line.done += item.file.size;
        line.kept.push(JSON.parse(item.request.responseText).origin);
        item.row.remove();
      }
      for (const next of line.waiting.slice(0, ROWS)) showRow(next);
      showSum();
      await askToRead();
    }
  };
  // The files that were sent are read in one job, or in several where there are very many.
  const askToRead = async () => {
    if (line.kept.length === 0 || (left() > 0 && line.kept.length < JOB_FILES)) return;
    const wish = { origins: line.kept.splice(0), kind: panel.querySelector("[name=kind]").value || null, originals: panel.querySelector("[name=originals]").checked };
    try {
      const answer = await fetch("/library/add", { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify(wish) });
      if (!answer.ok) tell((await answer.json()).error.message);
    } catch { tell(`The files were sent, but ${NO_ANSWER}`); }
    htmx.trigger(document.body, "memcon-jobs");
  };
  const enlist = (items) => {
    if (left() === 0) Object.assign(line, { sent: 0, total: 0, bytes: 0, done: 0 });
    for (const item of items) { line.waiting.push(item); line.total += 1; line.bytes += item.file.size; }
    for (const item of line.waiting.slice(0, ROWS)) showRow(item);
    showSum();
    for (let n = line.going.size; n < AT_ONCE; n += 1) work();
  };
  const take = ({ files, hidden, barred }) => {
    if (hidden) tell(`${counted(hidden, "hidden file or folder was", "hidden files or folders were")} left out`, false);
    if (barred.length) tell(`Your browser could not read ${barred.slice(0, 3).map(plain).join(", ")}${barred.length > 3 ? ` and ${barred.length - 3} more` : ""}`);
    if (files.length) enlist(files.sort((a, b) => (a.name < b.name ? -1 : 1)));
    else if (!hidden && !barred.length) tell("There are no files in it");
  };

  // What is typed was asked for while it was typed: leaving the field asks for nothing more.
  document.addEventListener("change", (event) => { if (event.target.matches("#filters .typed")) event.stopPropagation(); }, true);

  // ── what was read meanwhile is shown as soon as a job is over ──
  document.addEventListener("memcon-added", () => {
    if (panel && panel.classList.contains("big")) { // there are documents now: it makes room for them
      panel.classList.remove("big");
      panel.querySelector("details").open = false;
    }
    if (document.getElementById("filters")) return; // it asks by itself
    htmx.ajax("GET", location.pathname + location.search, { target: "[data-added]", swap: "innerHTML" });
  });

  // ── the page as a place to drop things ──
  if (!shade) return;
  const holdsFiles = (event) => event.dataTransfer !== null && [...event.dataTransfer.types].includes("Files");
  let depth = 0; // dragenter and dragleave come for every element on the way
  const shadow = (by) => { depth = by === 0 ? 0 : Math.max(0, depth + by); shade.hidden = depth === 0; };
  document.addEventListener("dragenter", (event) => { if (holdsFiles(event)) { event.preventDefault(); shadow(1); } });
  document.addEventListener("dragleave", (event) => { if (holdsFiles(event)) shadow(-1); });
  document.addEventListener("dragover", (event) => { if (holdsFiles(event)) { event.preventDefault(); event.dataTransfer.dropEffect = panel ? "copy" : "none"; } });
  document.addEventListener("drop", async (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault(); // else the browser leaves the page to show the file
    shadow(0);
    if (panel) take(await dropped(event.dataTransfer)); else tell(shade.dataset.refusal);
  });
  if (!panel) return;
  for (const input of panel.querySelectorAll("input[type=file]")) input.addEventListener("change", () => {
    const found = chosen(input);
    input.value = ""; // the same file can be chosen again
    take(found);
  });
  sending.querySelector("[data-stop]").addEventListener("click", () => {
    for (const item of line.waiting.splice(0)) if (item.row) fail(item, "you stopped it"); else line.failed += 1;
    for (const item of line.going) item.request.abort();
    showSum();
  });
  sending.querySelector("[data-clear]").addEventListener("click", () => {
    sending.querySelector(".files").replaceChildren();
    line.failed = 0;
    showSum();
  });
  window.addEventListener("beforeunload", (event) => { if (left() > 0) event.preventDefault(); });
})();
