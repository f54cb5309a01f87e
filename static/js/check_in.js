/* Letting people in: each attempt gets a number and waits in this browser until the portal has answered it, so a bad
   network loses none and counts none twice. Without this file the form does the same, one attempt at a time. */
(() => {
  "use strict";

  const box = document.querySelector("[data-check-in]");
  if (!box) return;
  const form = box.querySelector("[data-let-in]"); // the first: where tickets are typed
  const log = box.querySelector("[data-log]");
  const unsent = box.querySelector("[data-unsent]");
  const signedOut = box.querySelector("[data-signed-out]"); // with a link that leads back here
  const KEY = `check-in:${box.dataset.checkIn}`;
  const AGAIN_AFTER = 15000; // ms until what could not be sent is tried again
  const SAME_FOR = 5000; // ms for which a code that stays before the camera is one attempt
  const SIGNED_OUT = "signed out";
  let isSending = false;

  const newNumber = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  // Two windows may share the queue, so it is read anew each time.
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || [];
    } catch {
      return [];
    }
  };
  const write = (queue) => localStorage.setItem(KEY, JSON.stringify(queue));
  const drop = (scan) => write(read().filter((one) => one.scan !== scan));

  const showUnsent = () => {
    const number = read().length;
    unsent.textContent = number ? box.dataset.waiting.replace("%n", number) : "";
  };

  const show = (outcome, message) => {
    const line = document.createElement("li");
    line.className = `check-in__line check-in__line--${outcome}`;
    line.textContent = message;
    log.prepend(line);
    while (log.children.length > 30) log.lastElementChild.remove();
  };

  const send = async (attempt) => {
    const body = new FormData(form);
    Object.entries(attempt).forEach(([name, value]) => body.set(name, value));
    const response = await fetch(form.action || location.href, { method: "POST", body, headers: { Accept: "application/json" } });
    if (response.redirected || response.status === 403) throw new Error(SIGNED_OUT);
    if (response.status >= 500) throw new TypeError("try again");
    if (!response.ok) {
      show("refused", `${box.dataset.refused} ${attempt.code}`);
      return;
    }
    const answer = await response.json();
    show(answer.outcome, answer.message);
  };

  const sendAll = async () => {
    if (isSending) return;
    isSending = true;
    let isSignedOut = false;
    try {
      for (let [attempt] = read(); attempt; [attempt] = read()) {
        await send(attempt);
        drop(attempt.scan);
      }
    } catch (error) {
      isSignedOut = error.message === SIGNED_OUT;
    }
    isSending = false;
    if (signedOut.hidden === isSignedOut) signedOut.hidden = !isSignedOut; // said once, not every quarter of a minute
    showUnsent();
  };

  const attempt = (code) => {
    const session = form.elements.session.value;
    write([...read(), { scan: newNumber(), code, session, at: new Date().toISOString() }]);
    showUnsent();
    sendAll();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const code = form.elements.code.value.trim();
    form.elements.code.value = "";
    form.elements.code.focus();
    if (code) attempt(code);
  });
  // Whoever was found by name; once pressed, the button has done its work.
  box.querySelectorAll(".check-in__found").forEach((found) => {
    found.addEventListener("submit", (event) => {
      event.preventDefault();
      attempt(found.elements.code.value);
      found.remove();
    });
  });
  window.addEventListener("online", sendAll);
  setInterval(sendAll, AGAIN_AFTER);
  sendAll();

  // The camera, where the browser reads codes by itself.
  const button = box.querySelector("[data-scan-button]");
  const video = box.querySelector("[data-camera]");
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  button.hidden = false;
  const seen = new Map();

  const look = async (detector) => {
    for (const { rawValue } of await detector.detect(video).catch(() => [])) {
      const now = Date.now();
      if (now - (seen.get(rawValue) || 0) > SAME_FOR) {
        attempt(rawValue);
        if (navigator.vibrate) navigator.vibrate(80);
      }
      seen.set(rawValue, now);
    }
    setTimeout(() => look(detector), 200);
  };

  button.addEventListener("click", async () => {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.hidden = false;
      button.hidden = true;
      await video.play();
      look(new window.BarcodeDetector({ formats: ["qr_code"] }));
    } catch {
      unsent.textContent = box.dataset.noCamera;
    }
  });
})();
