/* This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
   If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. */

// Files that are picked, dropped or pasted: all take the way of the last file input, so that the app reads them in pieces and never as an address.
let current = null;

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

export function takeFiles(form) {
  if (!form) {
    return;
  }
  current = form;
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
