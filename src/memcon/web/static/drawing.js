"use strict";
// Pictures that the server drew: going from mark to mark by arrow keys, choosing days by dragging, and saving as PNG.
(() => {
  const SCALE = 2;
  const LEAST_DRAG = 4; // pixels: less is a click

  // ── from mark to mark ──
  const marksOf = (picture) => [...picture.querySelectorAll("a.mark")];
  document.addEventListener("keydown", (event) => {
    const picture = event.target.closest("[data-roam]");
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!picture || !by || event.ctrlKey || event.metaKey || event.altKey) return;
    const marks = marksOf(picture);
    if (marks.length === 0) return;
    const at = marks.indexOf(event.target.closest("a.mark"));
    marks[at < 0 ? 0 : Math.min(marks.length - 1, Math.max(0, at + by))].focus();
    event.preventDefault();
  });

  // ── choosing days ──
  const DAY_MS = 24 * 60 * 60 * 1000;
  const SVG = "http://www.w3.org/2000/svg";
  let drag = null;

  const dayOf = (overview, x) => {
    const { first, span, left, right } = overview.dataset;
    const share = (x - Number(left)) / (Number(right) - Number(left));
    return Number(first) + Math.min(Number(span) - 1, Math.max(0, Math.floor(share * Number(span))));
  };
  // Day 1 is 1 January of the year 1, as Python counts; Date counts from 1970.
  const isoOf = (ordinal) => new Date((ordinal - 719163) * DAY_MS).toISOString().slice(0, 10);
  const placeOf = (overview, event) => {
    const svg = overview.ownerSVGElement;
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse()).x;
  };
  const show = (x1, x2) => {
    const { left, right } = drag.overview.dataset;
    const [from, to] = [Math.max(Number(left), Math.min(x1, x2)), Math.min(Number(right), Math.max(x1, x2))];
    drag.brush.setAttribute("x", from);
    drag.brush.setAttribute("width", Math.max(0, to - from));
  };

  document.addEventListener("pointerdown", (event) => {
    const overview = event.target.closest("[data-overview]");
    if (!overview || event.button !== 0) return;
    const ground = overview.querySelector("rect");
    const brush = document.createElementNS(SVG, "rect");
    brush.setAttribute("class", "brush");
    for (const name of ["y", "height"]) brush.setAttribute(name, ground.getAttribute(name));
    overview.append(brush);
    drag = { overview, brush, from: placeOf(overview, event), at: event.clientX, isMoved: false };
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    drag.isMoved = drag.isMoved || Math.abs(event.clientX - drag.at) > LEAST_DRAG;
    if (drag.isMoved) show(drag.from, placeOf(drag.overview, event));
  });
  document.addEventListener("pointerup", (event) => {
    if (!drag) return;
    const { overview, brush, from, isMoved } = drag;
    drag = null;
    brush.remove();
    if (!isMoved) return;
    overview.addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
    setTimeout(() => overview.dispatchEvent(new MouseEvent("click")), 0); // eats the listener where no click follows
    const days = [from, placeOf(overview, event)].map((x) => dayOf(overview, x)).sort((one, other) => one - other);
    choose(overview.closest("[data-days]"), isoOf(days[0]), isoOf(days[1]));
  });
  document.addEventListener("pointercancel", () => { if (drag) drag.brush.remove(); drag = null; });
  document.addEventListener("dragstart", (event) => { if (event.target.closest("[data-overview]")) event.preventDefault(); });

  const choose = (picture, since, until) => {
    const address = new URL(picture.dataset.days, location.href);
    for (const [name, value] of new URLSearchParams(location.search)) if (!["since", "until", "begins", "undated", "page"].includes(name)) address.searchParams.append(name, value);
    address.searchParams.set("since", since);
    address.searchParams.set("until", until);
    const wanted = address.pathname + address.search;
    htmx.ajax("GET", wanted, { target: "#line", source: picture });
  };

  // ── saving as PNG ──
  const paint = async (address, name) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error("the picture could not be drawn");
    const source = URL.createObjectURL(await answer.blob());
    const image = new Image();
    try {
      image.src = source;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth * SCALE;
      canvas.height = image.naturalHeight * SCALE;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
      if (blob === null) throw new Error("the picture is too large for this browser; save it as SVG");
      save(blob, `${name}.png`);
    } finally {
      URL.revokeObjectURL(source);
    }
  };
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-png]");
    if (!link) return;
    event.preventDefault();
    paint(link.href, link.dataset.png).catch((error) => {
      const line = document.createElement("p");
      line.className = "error";
      line.setAttribute("role", "alert");
      line.textContent = error.message;
      document.getElementById("notices").append(line);
    });
  });
  // Without this script there is no PNG, and no button for it.
  const unhide = () => document.querySelectorAll("[data-png][hidden]").forEach((link) => link.removeAttribute("hidden"));
  unhide();
  document.addEventListener("htmx:load", unhide);
})();
