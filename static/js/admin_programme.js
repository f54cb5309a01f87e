/* Move sessions about the programme by drag and by keys. Without this file the form beside the board does the same. */
"use strict";

(function () {
  const box = document.getElementById("programme");
  if (!box) return;
  const told = document.getElementById("told");
  const STEP = 15; // minutes, as on the board
  const AT_LEAST = 5;
  let dragged = null;
  let isBusy = false;

  const pad = (number) => String(number).padStart(2, "0");

  // Moments are those of the event's clock; reckoned as if in UTC, so that no zone of this browser changes them.
  function later(moment, minutes) {
    const date = new Date(`${moment}:00Z`);
    date.setUTCMinutes(date.getUTCMinutes() + minutes);
    return `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}T${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
  }

  function roomOf(slot) {
    return slot.closest("[data-room]")?.dataset.room ?? "";
  }

  async function send(slot, { start, minutes = slot.dataset.minutes, room = roomOf(slot) }) {
    if (isBusy) return;
    isBusy = true;
    const form = box.querySelector("form");
    const body = new URLSearchParams({
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
      session: slot.dataset.session, starts_at: start, minutes: start ? minutes : "", room, status: slot.dataset.status,
    });
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (answer.ok || answer.status === 422) show(await answer.text(), slot.dataset.session);
      else told.textContent = `${answer.status} ${answer.statusText}`;
    } catch (error) {
      told.textContent = String(error);
    } finally {
      isBusy = false;
    }
  }

  function show(html, session) {
    const scrolled = box.querySelector(".board__scroll");
    const [top, left] = [scrolled.scrollTop, scrolled.scrollLeft];
    box.innerHTML = html;
    box.querySelector(".board__scroll").scrollTo({ top, left });
    const slot = box.querySelector(`[data-session="${session}"]`);
    slot?.focus({ preventScroll: true });
    slot?.scrollIntoView({ block: "nearest", inline: "nearest" });
    told.textContent = box.querySelector(".errornote")?.textContent ?? slot?.getAttribute("aria-label") ?? "";
  }

  function neighbour(slot, distance) {
    const rooms = [...box.querySelectorAll("[data-column]")].map((head) => head.dataset.column);
    return rooms[rooms.indexOf(roomOf(slot)) + distance];
  }

  function firstFree() {
    return box.querySelector("td[data-at]:not(.board__taken)");
  }

  const KEYS = {
    ArrowUp: (slot, start) => ({ start: later(start, -STEP) }),
    ArrowDown: (slot, start) => ({ start: later(start, STEP) }),
    ArrowLeft: (slot, start) => ({ start, room: neighbour(slot, -1) }),
    ArrowRight: (slot, start) => ({ start, room: neighbour(slot, 1) }),
    Delete: () => ({ start: "" }),
  };
  const STRETCHES = { ArrowUp: -STEP, ArrowDown: STEP };

  box.addEventListener("keydown", (event) => {
    const slot = event.target.closest(".slot");
    if (!slot || event.target !== slot || event.altKey || event.ctrlKey || event.metaKey) return;
    const start = slot.dataset.start;
    if (event.key === "Enter") {
      slot.querySelector("a").click();
    } else if (event.shiftKey && event.key in STRETCHES && start) {
      event.preventDefault();
      const minutes = Number(slot.dataset.minutes) + STRETCHES[event.key];
      if (minutes >= AT_LEAST) send(slot, { start, minutes });
    } else if (!event.shiftKey && event.key in KEYS) {
      event.preventDefault();
      const free = firstFree();
      // From the side any arrow brings a session to the first free place of the day.
      const move = start ? KEYS[event.key](slot, start) : free && event.key !== "Delete" && { start: free.dataset.at, room: free.dataset.room };
      if (move && move.room !== undefined || move && !("room" in move)) send(slot, move);
    }
  });

  box.addEventListener("dragstart", (event) => {
    dragged = event.target.closest(".slot");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged?.dataset.session ?? "");
  });

  function targetOf(event) {
    return event.target.closest?.("[data-at]");
  }

  box.addEventListener("dragover", (event) => {
    const target = targetOf(event);
    if (!dragged || !target) return;
    event.preventDefault();
    box.querySelector(".is-target")?.classList.remove("is-target");
    target.classList.add("is-target");
  });

  box.addEventListener("drop", (event) => {
    const target = targetOf(event);
    if (!dragged || !target) return;
    event.preventDefault();
    send(dragged, { start: target.dataset.at, room: target.dataset.room });
    dragged = null;
  });

  box.addEventListener("dragend", () => {
    box.querySelector(".is-target")?.classList.remove("is-target");
    dragged = null;
  });
})();
