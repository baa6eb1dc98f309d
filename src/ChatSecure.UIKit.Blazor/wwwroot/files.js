/* This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
   If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. */

// Files that are picked, dropped or pasted: all take the way of the last file input, so that the app reads them in pieces and never as an address.
let current = null;

// The app is told of no more at once than this, which is more than a message takes, and of how many there were beside them.
const most = 64;
let beside = 0;

const input = (form) => [...form.querySelectorAll("input[type=file]")].at(-1);

function hand(form, files) {
  const target = input(form);
  if (target && files.length > 0) {
    const held = new DataTransfer();
    [...files].forEach((file) => held.items.add(file));
    target.files = held.files;
    target.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function shorten(target) {
  beside = Math.max(0, target.files.length - most);
  if (beside > 0) {
    const held = new DataTransfer();
    [...target.files].slice(0, most).forEach((file) => held.items.add(file));
    target.files = held.files;
  }
}

export function leftOut() {
  const count = beside;
  beside = 0;
  return count;
}

export function takeFiles(form) {
  if (!form) {
    return;
  }
  current = form;
  form.addEventListener("change", (event) => event.target.type === "file" && shorten(event.target), { capture: true });
  const place = form.closest(".cs-conversation") ?? form;
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const mark = (isOver) => place.classList.toggle("cs-drop", isOver);
  place.addEventListener("dragover", (event) => {
    if (hasFiles(event)) {
      event.preventDefault();
      mark(true);
    }
  });
  place.addEventListener("dragleave", (event) => {
    if (!place.contains(event.relatedTarget)) {
      mark(false);
    }
  });
  place.addEventListener("drop", (event) => {
    mark(false);
    if (hasFiles(event)) {
      event.preventDefault();
      hand(form, event.dataTransfer.files);
    }
  });
  form.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) {
      event.preventDefault();
      hand(form, event.clipboardData.files);
    }
  });
}

export function pick() {
  if (current?.isConnected) {
    input(current)?.click();
  }
}
