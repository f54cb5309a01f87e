/* Comfort only: everything on the portal works without this file. */
(() => {
  "use strict";

  // Escape folds an open menu and gives the focus back to what opened it.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = event.target.closest?.("details[open].site-menu, details[open].language-switch__more");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  // A click elsewhere folds the list of languages.
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[open].language-switch__more").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  // The reader's own share sheet and printer, offered only where they exist.
  document.querySelectorAll("[data-share]").forEach((button) => {
    if (!navigator.share) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.share({ title: document.title, url: location.href }).catch(() => {});
    });
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // The zone in which the reader's own clock runs.
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const offerOwnZone = () => document.querySelectorAll("[data-own-zone]").forEach((button) => {
    button.hidden = !ownZone;
  });
  offerOwnZone();
  document.addEventListener("htmx:afterSettle", offerOwnZone);
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-own-zone]")) return;
    const address = new URL(location.href);
    address.searchParams.set("tz", ownZone);
    location.assign(address);
  });

  // Filters that are not set stay out of the address.
  document.addEventListener("htmx:configRequest", (event) => {
    const chosen = event.detail.formData;
    [...chosen.keys()].forEach((name) => {
      if (chosen.getAll(name).every((value) => value === "")) chosen.delete(name);
    });
  });

  // Facets come anew with their numbers; what was unfolded and scrolled stays so.
  let places = new Map();
  const facets = () => [...document.querySelectorAll("#facets .facet")];
  const valuesOf = (facet) => facet.querySelector(".facet__values");
  document.addEventListener("htmx:oobBeforeSwap", () => {
    places = new Map(facets().map((facet) => [facet.firstElementChild.id, [facet.open, valuesOf(facet).scrollTop]]));
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    facets().forEach((facet) => {
      const place = places.get(facet.firstElementChild.id);
      if (place) [facet.open, valuesOf(facet).scrollTop] = place;
    });
  });
})();
