/* This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
   If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. */

// Tells that somebody uses the page: at once, and then no more often than every few seconds.
const pause = 5000;
const kinds = ["keydown", "input", "pointerdown", "pointermove", "touchstart", "touchmove", "wheel", "click"];
let page = null;

export function begin(events) {
  end();
  page = new AbortController();
  let timer = 0;
  let isUsed = false;
  let at = "";
  const tell = () => {
    isUsed = false;
    timer = setTimeout(() => {
      timer = 0;
      if (isUsed) {
        tell();
      }
    }, pause);
    events.invokeMethodAsync("Use").catch(() => {});
  };
  const use = (event) => {
    // What a script does is nobody's doing, and what moves below a pointer that rests does not move it.
    const place = event.type === "pointermove" ? `${event.screenX} ${event.screenY}` : "";
    if (!event.isTrusted || (place !== "" && place === at)) {
      return;
    }
    at = place || at;
    if (timer === 0) {
      tell();
    } else {
      isUsed = true;
    }
  };
  kinds.forEach((kind) => document.addEventListener(kind, use, { capture: true, passive: true, signal: page.signal }));
  page.signal.addEventListener("abort", () => clearTimeout(timer));
}

export function end() {
  page?.abort();
  page = null;
}
