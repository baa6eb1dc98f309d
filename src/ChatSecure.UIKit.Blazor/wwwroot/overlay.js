/* This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
   If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. */

// Menus and dialogs: where they stand, and where the focus goes.
const gap = 4;

// Which opening of a menu is shown: one that is opened again before the app has heard that it was closed is the same one.
const openings = new WeakMap();

const items = (menu) => [...menu.querySelectorAll('[role^="menuitem"]:not(:disabled)')];

const isTurned = () => document.documentElement.dir === "rtl";

function place(menu, button) {
  const from = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const wanted = isTurned() ? from.left : from.right - size.width;
  const left = Math.min(Math.max(gap, wanted), innerWidth - size.width - gap);
  const below = from.bottom + gap + size.height <= innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? from.bottom + gap : Math.max(gap, from.top - gap - size.height)}px`;
}

export function openMenu(menu, button, app, opening) {
  if (!menu?.isConnected) {
    return;
  }
  if (!isOpen(menu)) {
    menu.showPopover();
  }
  place(menu, button);
  items(menu)[0]?.focus();
  if (!openings.has(menu)) {
    listen(menu, button, app);
  }
  openings.set(menu, opening);
}

// What is above or below: the next one, but where they stand side by side, the one in the same column.
function step(all, at, by) {
  if (!all[at]?.closest("[data-cs-grid]")) {
    return at + by;
  }
  const from = all[at].getBoundingClientRect();
  for (let to = at + by; to >= 0 && to < all.length; to += by) {
    const box = all[to].getBoundingClientRect();
    if (box.top !== from.top && Math.abs(box.left - from.left) < from.width / 2) {
      return to;
    }
  }
  return at;
}

function listen(menu, button, app) {
  menu.addEventListener("keydown", (event) => {
    const all = items(menu);
    const at = all.indexOf(document.activeElement);
    const along = isTurned() ? -1 : 1;
    const to = {
      ArrowDown: step(all, at, 1),
      ArrowUp: step(all, at, -1),
      ArrowRight: at + along,
      ArrowLeft: at - along,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (event.target instanceof HTMLInputElement && event.key !== "ArrowDown" && event.key !== "ArrowUp") {
      return;
    }
    if (to !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      all[(to + all.length) % all.length]?.focus();
    } else if (event.key === "Tab") {
      menu.hidePopover();
    }
  });
  menu.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") {
      return;
    }
    if (document.activeElement === document.body || menu.contains(document.activeElement)) {
      focusBack(button);
    }
    // The app may have taken it away itself.
    app.invokeMethodAsync("Closed", openings.get(menu)).catch(() => {});
  });
}

// A button in a row is no stop of its own: the row is.
function focusBack(button) {
  (button.closest("[data-cs-item]") ?? button).focus({ preventScroll: true });
}

const isOpen = (menu) => Boolean(menu?.isConnected && menu.matches(":popover-open"));

export function closeMenu(menu, button) {
  if (isOpen(menu)) {
    menu.hidePopover();
    focusBack(button);
  }
}

export function openDialog(dialog) {
  if (!dialog?.isConnected || dialog.open) {
    return;
  }
  const before = document.activeElement;
  dialog.showModal();
  dialog.querySelector("[data-cs-first]")?.focus();
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
  dialog.addEventListener("close", () => before?.isConnected && before.focus({ preventScroll: true }), { once: true });
}

export function closeDialog(dialog) {
  if (dialog?.open) {
    dialog.close();
  }
}
