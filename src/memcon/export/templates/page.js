"use strict";
// Joins text and rows under the pointer; the links of the page do the same without it. It reads the page and nothing else.
for (const article of document.querySelectorAll("article[data-document]")) {
  const rows = new Map([...article.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
  const marks = new Map();
  const note = (number, mark) => marks.set(number, [...(marks.get(number) || []), mark]);
  for (const mark of article.querySelectorAll(".text [data-s]")) for (const number of mark.dataset.s.split(" ")) note(number, mark);
  for (const mark of article.querySelectorAll(".number")) note(mark.dataset.n, mark);

  let lit = null;
  const light = (number) => {
    if (number === lit) return;
    for (const old of article.querySelectorAll(".lit")) old.classList.remove("lit");
    lit = number;
    if (number === null) return;
    rows.get(number).classList.add("lit");
    for (const mark of marks.get(number) || []) mark.classList.add("lit");
  };
  const numberAt = (target) => {
    const place = target.closest("[data-row], .text [data-s], .number");
    return place === null ? null : place.dataset.row || place.dataset.n || place.dataset.s.split(" ")[0];
  };
  article.addEventListener("mouseover", (event) => light(numberAt(event.target)));
  article.addEventListener("focusin", (event) => light(numberAt(event.target)));
  article.addEventListener("mouseleave", () => light(null));
  article.querySelector(".text").addEventListener("click", (event) => {
    const number = numberAt(event.target);
    if (number === null || String(getSelection()) !== "") return;
    rows.get(number).hidden = false;
    location.hash = rows.get(number).id;
  });

  const filter = article.querySelector(".filter");
  if (filter === null) continue;
  filter.hidden = false;
  filter.querySelector("select").addEventListener("change", (event) => {
    const who = event.target.value;
    for (const row of rows.values()) row.hidden = who !== "" && row.dataset.who !== who;
  });
}
