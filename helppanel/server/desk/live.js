// Shows what changed at the desk without a reload, and says when the server or the login is gone. A part in
// which the agent is writing, choosing or has a menu open stays as it is until they are done, and no form
// leaves while it could not arrive.
"use strict";
(() => {
  const EVERY = 5000;
  const PATIENCE = 10000; // for one answer
  const WHOLE = 60000; // how long the time left to an answer may stand
  const STATES = ["away", "out", "back"];
  let state = document.body.dataset.state;
  if (state === undefined) return;
  let link = "", renewed = Date.now(), timer;
  let asking = false, sure = null, sending = null; // the form that waits for an answer, may leave, is leaving

  const isField = (element) => element.matches("input:not([type=hidden]), select, textarea");
  const isChanged = (field) => {
    if (field.matches("input[type=checkbox], input[type=radio]")) return field.checked !== field.defaultChecked;
    if (field.matches("input[type=file]")) return field.files.length > 0;
    if (!field.matches("select")) return field.value !== field.defaultValue;
    const given = [...field.options].some((option) => option.defaultSelected);
    return [...field.options].some((option, index) =>
      option.selected !== (given ? option.defaultSelected : index === 0));
  };
  const isMarked = (part) => {
    const marked = getSelection();
    return !marked.isCollapsed && part.contains(marked.anchorNode);
  };
  const inUse = (part) =>
    (part.contains(document.activeElement) && isField(document.activeElement)) ||
    part.querySelector("details[open]") !== null || isMarked(part) ||
    [...part.querySelectorAll("input:not([type=hidden]), select, textarea")].some(isChanged);

  const isGone = () => link === "away" || link === "out";
  const say = (now) => {
    link = now;
    for (const name of STATES) document.querySelector(`#link-${name}`).hidden = name !== now;
  };

  // The answer, or null while the server or the login is gone.
  const ask = async (address) => {
    let answer = null;
    try {
      answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
    } catch {
      // The network or the server: said below.
    }
    if (answer === null || answer.status >= 500) say("away");
    else if (new URL(answer.url).pathname === "/desk/login") say("out");
    else {
      if (isGone()) {
        say("back");
        state = ""; // whatever happened meanwhile
      }
      return answer;
    }
    return null;
  };

  // This page as it is now, or null. A new login has new tokens, which the forms on screen take over.
  const read = async () => {
    const answer = await ask(location.href.split("#")[0]);
    if (answer === null || !answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[name=csrf]")?.value;
    if (token) for (const field of document.querySelectorAll("[name=csrf]")) field.value = token;
    return page;
  };

  const renew = (part, fresh) => {
    const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    part.replaceWith(document.adoptNode(fresh));
    if (focused) fresh.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  };

  const refresh = async () => {
    const page = await read();
    if (page === null) return;
    let whole = true;
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(part.id);
      if (fresh === null || fresh.isEqualNode(part)) continue;
      if (inUse(part)) whole = false;
      else renew(part, fresh);
    }
    if (whole) state = page.body.dataset.state;
    renewed = Date.now();
    document.dispatchEvent(new Event("renewed"));
  };

  const look = async () => {
    clearTimeout(timer);
    try {
      if (link === "back") say("");
      const answer = document.hidden ? null : await ask("/desk/live");
      if (answer?.ok && ((await answer.text()) !== state || Date.now() - renewed > WHOLE)) await refresh();
    } finally {
      clearTimeout(timer);
      timer = setTimeout(look, EVERY);
    }
  };
  timer = setTimeout(look, EVERY);
  document.addEventListener("visibilitychange", look);

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form === sure) {
      sure = null;
      return;
    }
    event.preventDefault();
    if (asking) return;
    asking = true;
    await read();
    asking = false;
    if (isGone()) return;
    sure = sending = form;
    form.requestSubmit(event.submitter);
  });
  document.addEventListener("input", () => (sending = null));

  // What was written and not sent: leaving asks first.
  window.addEventListener("beforeunload", (event) => {
    const written = [...document.querySelectorAll("#text, #note-text")].some(
      (field) => field.form !== sending && field.value.trim());
    if (written) event.preventDefault();
  });
})();
