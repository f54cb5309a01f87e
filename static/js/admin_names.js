/* Select2 names its boxes by what is chosen in them, which is nothing at first: name them by their label as well. */
"use strict";

(function () {
  function labelOf(select) {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    if (label) return label.textContent.trim().replace(/:$/, "");
    const cell = select.closest("td");
    const heading = cell && cell.closest("table").querySelector(`th.column-${select.name.split("-").pop()}`);
    return heading ? heading.textContent.trim() : select.name;
  }

  function nameBoxes() {
    for (const select of document.querySelectorAll("select.admin-autocomplete")) {
      const around = select.nextElementSibling;
      if (!around || !around.classList.contains("select2")) continue;
      const chosen = around.querySelector(".select2-selection__rendered");
      const value = select.multiple || !chosen ? "" : (chosen.title || "").trim();
      const name = value ? `${labelOf(select)}: ${value}` : labelOf(select);
      for (const part of around.querySelectorAll("[role=combobox], [role=searchbox], [role=textbox], input")) {
        part.removeAttribute("aria-labelledby");
        part.setAttribute("aria-label", name);
      }
    }
  }

  // Select2 makes its boxes whenever it is ready, and makes them anew when a choice is taken back.
  new MutationObserver(nameBoxes).observe(document.body, { childList: true, subtree: true });
  nameBoxes();
})();
