// Keys, and small helps for forms. Every page works without it.
"use strict";
(() => {
  const one = (selector) => document.querySelector(selector);
  const rows = () => [...document.querySelectorAll(".row-link")];

  const help = () => {
    const dialog = one("#keys");
    if (dialog && !dialog.open) dialog.showModal();
  };

  // Through the choices of the menu that has the focus, else through the rows.
  const step = (by) => {
    const menu = document.activeElement.closest("details.menu[open]");
    const links = menu ? [...menu.querySelectorAll(".pop a")] : rows();
    const row = menu ? null : document.activeElement.closest("tr");
    const at = links.findIndex((link) => link === document.activeElement || row?.contains(link));
    links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
  };

  const pick = () => {
    const box = document.activeElement.closest("tr")?.querySelector("[name=number]");
    if (box) box.click();
  };

  const write = (note) => {
    const tab = one(note ? "#tab-note" : "#tab-reply");
    if (!tab) return;
    tab.click();
    one(note ? "#note-text" : "#text")?.focus();
  };

  const KEYS = {
    "/": () => one(".search input")?.focus(),
    "?": help,
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    x: pick,
    r: () => write(false),
    n: () => write(true),
    a: () => one("#assignee")?.focus(),
    e: () => one("#mark-solved")?.click(),
  };

  const closeMenus = () => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // the key is the input method's
    const field = event.target.matches("input:not([type=checkbox], [type=radio]), select, textarea");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    } else if (event.key === "Escape") {
      if (field) event.target.blur();
      closeMenus();
    } else if (!field && !event.ctrlKey && !event.metaKey && !event.altKey && !one("dialog[open]")) {
      const isArrow = event.key.startsWith("Arrow");
      if (isArrow && rows().length === 0 && !event.target.closest("details.menu[open]")) return;
      if (event.repeat && !isArrow && !"jk".includes(event.key.toLowerCase())) return;
      const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (act) {
        event.preventDefault();
        act();
      }
    }
  });

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]"))
      if (!menu.contains(event.target)) menu.open = false;
    if (event.target.closest(".keys-open")) {
      event.preventDefault();
      help();
    } else if (event.target.closest("#keys a") || event.target.id === "keys") {
      event.preventDefault();
      one("#keys").close();
    }
    const canned = event.target.closest("[data-answer]");
    const text = one("#text");
    if (canned && text) {
      event.preventDefault();
      text.setRangeText(canned.dataset.answer, text.selectionStart, text.selectionEnd, "end");
      text.focus();
      canned.closest("details")?.removeAttribute("open");
    }
    const copied = event.target.closest("[data-copy]");
    if (copied) navigator.clipboard?.writeText(one(copied.dataset.copy).innerText);
  });

  const count = () => {
    const words = one(".bulk-count");
    if (!words) return;
    const chosen = document.querySelectorAll("[name=number]:checked").length;
    if (chosen) words.textContent = words.dataset.count.replace("#", String(chosen));
  };
  document.addEventListener("change", count);
  const show = () => {
    for (const shown of document.querySelectorAll(".needs-script")) shown.hidden = false;
  };
  // In a narrow window the rail is a row that may be longer than the window.
  const reveal = () => one(".rail [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  document.addEventListener("renewed", () => {
    count();
    show();
    reveal();
  });
  show();
  reveal();
})();
