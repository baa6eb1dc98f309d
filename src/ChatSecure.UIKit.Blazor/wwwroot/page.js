/* This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
   If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. */

import { watch } from "./keys.js";

// What belongs to the whole page: words' language and direction, colours, the title.
const sheet = new CSSStyleSheet();
const dark = matchMedia("(prefers-color-scheme: dark)");
let appearance = "system";

function showAppearance() {
  const root = document.documentElement;
  const scheme = dark.matches ? "dark" : "light";
  if (appearance === "system") {
    delete root.dataset.theme;
  } else {
    root.dataset.theme = appearance === "contrast" ? `high-contrast-${scheme}` : appearance;
  }
}

export function dress(css, language, direction, wanted, title) {
  sheet.replaceSync(css);
  if (!document.adoptedStyleSheets.includes(sheet)) {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    dark.addEventListener("change", showAppearance);
  }
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
  appearance = wanted;
  showAppearance();
  setTitle(title);
  watch();
}

export function setTitle(title) {
  document.title = title;
}

// Enter sends, unless it ends the writing of a character or shall break the line.
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (
    event.key === "Enter" && !event.shiftKey && !event.isComposing &&
    field instanceof HTMLTextAreaElement && "csSend" in field.dataset
  ) {
    event.preventDefault();
    field.form?.requestSubmit();
  }
});

// Whether it was copied: a browser may not let a page do that.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

// As if it were typed where the caret is, or in place of what is marked: it can be undone like that, too.
export function insert(selector, text) {
  const field = document.querySelector(selector);
  if (!field) {
    return;
  }
  field.focus();
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// Once what is to be reached is there and may take it. Nobody is taken out of a menu or a dialog that was opened meanwhile.
export function focusOn(selector) {
  requestAnimationFrame(() => {
    const wanted = document.querySelector(selector);
    const over = document.activeElement?.closest(":popover-open, dialog[open]");
    if (!over || over.contains(wanted)) {
      wanted?.focus();
    }
  });
}

// Where a keyboard is at hand: on a touch screen it would cover what there is to read.
export function focusHere(selector) {
  if (matchMedia("(hover: hover)").matches) {
    focusOn(selector);
  }
}
