// Shows what changed at the desk without a reload. A part in which the agent is writing, choosing or has a
// menu open stays as it is until they are done.
"use strict";
(() => {
  const EVERY = 5000;
  let state = document.body.dataset.state;
  if (state === undefined) return;

  const isField = (element) => element.matches("input:not([type=hidden]), select, textarea");
  const isChanged = (field) => {
    if (field.matches("input[type=checkbox], input[type=radio]")) return field.checked !== field.defaultChecked;
    if (field.matches("input[type=file]")) return field.files.length > 0;
    if (!field.matches("select")) return field.value !== field.defaultValue;
    const given = [...field.options].some((option) => option.defaultSelected);
    return [...field.options].some((option, index) =>
      option.selected !== (given ? option.defaultSelected : index === 0));
  };
  const inUse = (part) =>
    (part.contains(document.activeElement) && isField(document.activeElement)) ||
    part.querySelector("details[open]") !== null ||
    [...part.querySelectorAll("input:not([type=hidden]), select, textarea")].some(isChanged);

  const renew = (part, fresh) => {
    const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    part.replaceWith(document.adoptNode(fresh));
    if (focused) fresh.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  };

  const refresh = async () => {
    const answer = await fetch(location.href.split("#")[0], { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    let whole = true;
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(part.id);
      if (fresh === null || fresh.isEqualNode(part)) continue;
      if (inUse(part)) whole = false;
      else renew(part, fresh);
    }
    if (whole) state = page.body.dataset.state;
    document.dispatchEvent(new Event("renewed"));
  };

  const look = async () => {
    try {
      if (!document.hidden) {
        const answer = await fetch("/desk/live");
        if (answer.ok && !answer.redirected && (await answer.text()) !== state) await refresh();
      }
    } catch {
      // Off the network; the next look may do better.
    }
    setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
})();
