/* While an organisation is typed, show those that it may be. Without this file the form asks when it is saved. */
"use strict";

(function () {
  const box = document.getElementById("doubles");
  if (!box) return;
  const form = box.closest("form");
  const ASKED = /^(name_[a-z]+|website|email|telephone|region|country|founded_on|(identifiers|other_names)-(\d+-(scheme|value|text)|TOTAL_FORMS))$/;
  const PAUSE = 500; // milliseconds without a key
  let timer, request, last;

  function question() {
    const typed = [...new FormData(form)].filter(([name, value]) => ASKED.test(name) && typeof value === "string" && value);
    return new URLSearchParams(typed).toString();
  }

  async function ask() {
    const asked = question();
    if (asked === last) return;
    last = asked;
    request?.abort();
    request = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.address}?${asked}`, { signal: request.signal });
      if (answer.ok) show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") last = undefined; // no answer: ask again at the next key
    }
  }

  // The question that the server has asked stays, as it was answered or not.
  function show(html) {
    const confirmation = box.querySelector("#is_another_one")?.closest("p");
    box.innerHTML = html;
    if (confirmation && html.trim()) box.append(confirmation);
  }

  function soon(event) {
    if (!ASKED.test(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  last = question();
  form.addEventListener("input", soon);
  // Select2 tells of its choices by jQuery alone.
  if (window.django?.jQuery) window.django.jQuery(form).on("change", soon);
  else form.addEventListener("change", soon);
})();
