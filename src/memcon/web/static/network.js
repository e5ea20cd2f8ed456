"use strict";
// The graph of the network: it draws what the server counted, at the places that the server gave, and remembers where discs were dragged.
(() => {
  const holder = document.getElementById("graph");
  const stage = holder.closest(".stage");
  const panel = document.getElementById("panel");
  const reset = document.querySelector("[data-graph-reset]");
  const KEPT = `memcon-network:${holder.dataset.case}`;
  const LETTER = 12; // pixels on the screen, whatever the zoom, down to half of it
  const FAR = 3;

  // ── where discs were dragged ──
  const kept = () => {
    try {
      const found = JSON.parse(localStorage.getItem(KEPT) || "{}");
      return found !== null && typeof found === "object" ? found : {};
    } catch { return {}; }
  };
  const keep = (places) => {
    if (Object.keys(places).length === 0) localStorage.removeItem(KEPT); else localStorage.setItem(KEPT, JSON.stringify(places));
    reset.disabled = Object.keys(places).length === 0;
  };
  const placeOf = (node, places) => {
    const place = places[node.id];
    return Array.isArray(place) && place.every(Number.isFinite) ? { x: place[0], y: place[1] } : { x: node.x, y: node.y };
  };

  // ── colours ──
  const styles = (zoom) => {
    const root = getComputedStyle(document.documentElement);
    const colour = (name) => root.getPropertyValue(`--${name}`).trim();
    const nearer = Math.min(FAR, Math.max(1, 1 / zoom));
    const letter = LETTER * nearer;
    const grown = (name) => (element) => element.data(name) * Math.sqrt(nearer);
    return [
      { selector: "node", style: {
        label: "data(name)", width: grown("size"), height: grown("size"), "background-color": colour("who"), color: colour("ink"),
        "font-size": letter, "font-family": "system-ui, sans-serif", "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "ellipsis", "text-max-width": 13 * letter,
        "text-background-color": colour("field"), "text-background-opacity": 0.8, "text-background-padding": 1, "border-width": 0 } },
      { selector: "edge", style: {
        width: grown("width"), "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.9, opacity: 0.75,
        "line-color": colour("here"), "target-arrow-color": colour("here") } },
      { selector: "edge[tie = 'word']", style: { "line-style": "dashed", "line-color": colour("via"), "target-arrow-color": colour("via") } },
      { selector: ".faint", style: { opacity: 0.15 } },
      { selector: "edge.near", style: { opacity: 1, label: "data(count)", "font-size": letter, color: colour("ink"), "text-background-color": colour("field"), "text-background-opacity": 0.9, "text-background-padding": 2 } },
      { selector: "node:selected", style: { "border-width": 4, "border-color": colour("here") } },
      { selector: "edge:selected", style: { opacity: 1, "z-index": 9 } },
    ];
  };

  // ── the graph ──
  let cy = null;
  let drawn = ""; // what is drawn, so that the same is not drawn again
  const elementsOf = (graph) => {
    const places = kept();
    return [
      ...graph.nodes.map((node) => ({ group: "nodes", data: { id: node.id, name: node.name, size: node.size, x: node.x, y: node.y }, position: placeOf(node, places) })),
      ...graph.edges.map((edge) => ({ group: "edges", data: { id: `${edge.tie}|${edge.one}|${edge.other}`, source: edge.one, target: edge.other, tie: edge.tie, count: edge.count, width: edge.width } })),
    ];
  };
  const begin = (elements) => {
    cy = cytoscape({ container: holder, elements, style: styles(1), layout: { name: "preset", fit: false }, minZoom: 0.05, maxZoom: 4, selectionType: "single", boxSelectionEnabled: false });
    let last = 1;
    const letter = () => {
      const zoom = cy.zoom();
      if (Math.abs(zoom / last - 1) < 0.08) return;
      last = zoom;
      cy.style().fromJson(styles(zoom)).update();
    };
    cy.on("zoom", letter);
    cy.on("tap", "node", (event) => ask("/network/actor", { key: event.target.id() }));
    cy.on("tap", "edge", (event) => ask("/network/edge", { one: event.target.data("source"), other: event.target.data("target"), tie: event.target.data("tie") }));
    cy.on("select unselect", point);
    cy.on("dragfree", "node", (event) => keep({ ...kept(), [event.target.id()]: Object.values(event.target.position()).map((n) => Math.round(n * 10) / 10) }));
    cy.on("mouseover", "node, edge", () => { holder.classList.add("over"); });
    cy.on("mouseout", "node, edge", () => { holder.classList.remove("over"); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style().fromJson(styles(cy.zoom())).update());
    fit();
  };
  const fit = () => { if (cy && cy.elements().length > 0) cy.fit(undefined, 40); };
  // Who is pointed at stands out, with the numbers of the lines; the others fade.
  const point = () => {
    const chosen = cy.$(":selected");
    cy.elements().removeClass("faint near");
    if (chosen.empty()) return;
    const near = chosen.union(chosen.connectedEdges()).union(chosen.connectedEdges().connectedNodes()).union(chosen.connectedNodes());
    cy.elements().difference(near).addClass("faint");
    near.edges().addClass("near");
  };
  const show = () => {
    const told = document.getElementById("graph-data");
    if (!told || told.dataset.graph === drawn) return;
    drawn = told.dataset.graph;
    const graph = JSON.parse(drawn);
    stage.hidden = graph.nodes.length === 0;
    reset.disabled = Object.keys(kept()).length === 0;
    if (stage.hidden) return;
    if (!window.cytoscape) { drawn = ""; return; }
    const elements = elementsOf(graph);
    holder.dataset.actors = graph.nodes.length;
    if (!cy) { begin(elements); return; }
    // Whoever stays is left where it is, and so is what one looks at, unless nothing of it would be seen.
    cy.batch(() => { cy.elements().remove(); cy.add(elements); });
    cy.resize();
    const { x1, y1, x2, y2 } = cy.extent();
    const isSeen = cy.nodes().some((node) => { const { x, y } = node.position(); return x > x1 && x < x2 && y > y1 && y < y2; });
    if (!isSeen) fit();
  };
  const ask = (room, fields) => {
    const asked = new URL(document.getElementById("graph-data").dataset.asked, location.href);
    const address = new URL(room, location.href);
    for (const [name, value] of [...asked.searchParams, ...Object.entries(fields)]) address.searchParams.append(name, value);
    htmx.ajax("GET", address.pathname + address.search, { target: panel });
  };

  // ── buttons ──
  document.addEventListener("click", (event) => {
    if (!cy) return;
    const zoomer = event.target.closest("[data-graph-zoom]");
    if (zoomer) cy.zoom({ level: cy.zoom() * Number(zoomer.dataset.graphZoom), renderedPosition: { x: holder.clientWidth / 2, y: holder.clientHeight / 2 } });
    if (event.target.closest("[data-graph-fit]")) fit();
    if (event.target.closest("[data-graph-reset]")) {
      keep({});
      cy.nodes().forEach((node) => { node.position({ x: node.data("x"), y: node.data("y") }); });
      fit();
    }
  });
  // A file shows discs where they were dragged.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-moved]");
    if (!link || !cy) return;
    const address = new URL(link.href, location.href);
    address.searchParams.delete("moved");
    const places = kept();
    for (const id of Object.keys(places)) if (cy.getElementById(id).nonempty()) address.searchParams.append("moved", `${id},${places[id].join(",")}`);
    link.href = address.pathname + address.search;
  }, { capture: true });

  document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "found" || event.target.closest("#found")) show(); });
  show();
  // The library is large: it is fetched when the page has been painted, and the table can be read meanwhile.
  requestAnimationFrame(() => setTimeout(() => {
    const library = document.createElement("script");
    library.src = holder.dataset.library;
    library.addEventListener("load", show);
    document.head.append(library);
  }));
})();
