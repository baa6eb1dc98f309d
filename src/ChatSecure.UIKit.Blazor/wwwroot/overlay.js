/* This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
   If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. */

// Menus and dialogs: where they stand, and where the focus goes.
const gap = 4;

// A menu that is opened again before the app has heard that it was closed is the same one.
const listened = new WeakSet();

const items = (menu) => [...menu.querySelectorAll('[role^="menuitem"]:not(:disabled)')];

function place(menu, button) {
  const from = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const isTurned = document.documentElement.dir === "rtl";
  const wanted = isTurned ? from.left : from.right - size.width;
  const left = Math.min(Math.max(gap, wanted), innerWidth - size.width - gap);
  const below = from.bottom + gap + size.height <= innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? from.bottom + gap : Math.max(gap, from.top - gap - size.height)}px`;
}

export function openMenu(menu, button) {
  if (!menu?.isConnected) {
    return;
  }
  menu.showPopover();
  place(menu, button);
  items(menu)[0]?.focus();
  if (!listened.has(menu)) {
    listened.add(menu);
    listen(menu, button);
  }
}

function listen(menu, button) {
  menu.addEventListener("keydown", (event) => {
    const all = items(menu);
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
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
    if (event.newState === "closed" && (document.activeElement === document.body || menu.contains(document.activeElement))) {
      focusBack(button);
    }
  });
}

// A button in a row is no stop of its own: the row is.
function focusBack(button) {
  (button.closest("[data-cs-item]") ?? button).focus({ preventScroll: true });
}

export function closeMenu(menu, button) {
  if (menu?.isConnected && menu.matches(":popover-open")) {
    menu.hidePopover();
    focusBack(button);
  }
}

export const isOpen = (menu) => Boolean(menu?.isConnected && menu.matches(":popover-open"));

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
