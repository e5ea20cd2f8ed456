"use strict";
// Files dropped on a field set of the form go into its file field; sources that are dropped or picked choose themselves.
(() => {
  const choose = (value) => { document.querySelector(`[name=against][value=${value}]`).checked = true; };
  for (const area of document.querySelectorAll("[data-drop]")) {
    const input = area.querySelector(`input[type=file][name=${area.dataset.drop}]`);
    if (!input) continue;
    const light = (on) => area.classList.toggle("dropping", on);
    area.addEventListener("dragover", (event) => { if ([...event.dataTransfer.types].includes("Files")) { event.preventDefault(); light(true); } });
    area.addEventListener("dragleave", () => light(false));
    area.addEventListener("drop", (event) => {
      light(false);
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  document.addEventListener("change", (event) => {
    if (event.target.name === "files" && event.target.files.length > 0) choose("dropped");
    if (event.target.name === "paper" && event.target.checked) choose("chosen");
  });
})();
