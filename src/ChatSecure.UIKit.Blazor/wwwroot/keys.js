/* This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
   If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. */

// Keys of lists: one stop of the tabulator a list, arrows within it. A list says data-cs-roving, what can be reached in it data-cs-item. New items are found
// by themselves; a list that says "end" is entered at its last one. Enter opens an item's menu; in one without, it does what can be done first.
const items = (list) => [...list.querySelectorAll("[data-cs-item]")].filter((item) => item.closest("[data-cs-roving]") === list);

function choose(list, chosen) {
  for (const item of items(list)) {
    const wanted = item === chosen ? "0" : "-1";
    if (item.getAttribute("tabindex") !== wanted) {
      item.setAttribute("tabindex", wanted);
    }
  }
}

function ensure(list) {
  const all = items(list);
  if (all.length > 0 && !all.some((item) => item.getAttribute("tabindex") === "0")) {
    choose(list, list.dataset.csRoving === "end" ? all.at(-1) : all.find((item) => item.hasAttribute("aria-current")) ?? all[0]);
  }
}

function onKey(event) {
  const item = event.target.closest?.("[data-cs-item]");
  const list = item?.closest("[data-cs-roving]");
  // A menu or a dialog that stands in an item has keys of its own, and closes itself with Escape.
  const isOver = event.target.closest?.("[popover], dialog");
  if (!list || isOver?.closest("[data-cs-item]") === item || event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input, textarea, select")) {
    return;
  }
  const menu = () => item.querySelector(".cs-menu-button") ?? item.parentElement?.querySelector(".cs-menu-button");
  const isMenuKey = event.key === "ContextMenu" || (event.shiftKey && event.key === "F10") || (event.key === "Enter" && item.tagName !== "BUTTON");
  if (isMenuKey && event.target === item && menu()) {
    event.preventDefault();
    menu().click();
    return;
  }
  // What can be done within an item, such as a link of a message: along the line, and back to it.
  const inner = item.tagName === "BUTTON" ? [] : [...item.querySelectorAll("a, button:not(:disabled), video")].filter((one) => one.checkVisibility());
  if (event.key === "Enter" && event.target === item && inner.length > 0) {
    event.preventDefault();
    inner[0].click();
    return;
  }
  const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  // Escape closes the dialog in which a list stands, wherever in it one is.
  if (event.key === "Escape" && list.closest("dialog")) {
    return;
  }
  if (event.key === forward || event.key === "Escape" || event.key === "ArrowLeft" || event.key === "ArrowRight") {
    const step = event.key === forward ? 1 : -1;
    const next = event.key === "Escape" ? -1 : inner.indexOf(event.target) + step;
    if (event.target !== item || (step > 0 && inner.length > 0)) {
      event.preventDefault();
      (inner[next] ?? (next < 0 ? item : event.target)).focus();
    }
    return;
  }
  const all = items(list);
  const at = all.indexOf(item);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    all[Math.min(Math.max(0, to), all.length - 1)]?.focus();
  }
}

// A long press on a touch screen, too. Links, fields and marked text keep the browser's own menu.
function onContextMenu(event) {
  const menu = event.target.closest?.("[data-cs-item], .cs-row-item")?.querySelector(".cs-menu-button")
    ?? event.target.closest?.(".cs-row-item")?.querySelector(".cs-menu-button");
  if (menu && !event.target.closest("a, input, textarea, [popover]") && getSelection().isCollapsed) {
    event.preventDefault();
    menu.click();
  }
}

export function watch() {
  if (document.documentElement.dataset.csKeys) {
    return;
  }
  document.documentElement.dataset.csKeys = "";
  document.addEventListener("keydown", onKey);
  document.addEventListener("contextmenu", onContextMenu);
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest?.("[data-cs-item]");
    const list = item?.closest("[data-cs-roving]");
    if (list) {
      choose(list, item);
    }
  });
  const look = () => document.querySelectorAll("[data-cs-roving]").forEach(ensure);
  let isDue = false;
  new MutationObserver(() => {
    if (!isDue) {
      isDue = true;
      requestAnimationFrame(() => {
        isDue = false;
        look();
      });
    }
  }).observe(document.body, { childList: true, subtree: true });
  look();
}
