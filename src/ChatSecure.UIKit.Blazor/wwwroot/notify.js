/* This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
   If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. */

// The browser's notifications. What is private has been taken out before it comes here.
const seen = () => document.visibilityState === "visible" && document.hasFocus();
let page = null;
let listener = null;
const shown = new Map();

export const state = () => ("Notification" in window ? Notification.permission : "none");

export async function ask() {
  return "Notification" in window ? Notification.requestPermission() : "none";
}

export function watch(events) {
  unwatch();
  listener = events;
  page = new AbortController();
  const look = () => events.invokeMethodAsync("Look", seen()).catch(() => {});
  for (const [target, kind] of [[document, "visibilitychange"], [window, "focus"], [window, "blur"]]) {
    target.addEventListener(kind, look, { signal: page.signal });
  }
  look();
}

export function unwatch() {
  page?.abort();
  page = listener = null;
  // Nobody listens to what is tapped any more, and who looks at a locked app shall see nothing.
  [...shown.keys()].forEach(withdraw);
}

export function withdraw(tag) {
  shown.get(tag)?.close();
  shown.delete(tag);
}

export function show(title, body, tag, account, peer) {
  if (state() !== "granted" || !listener) {
    return;
  }
  const note = new Notification(title, { body, tag, renotify: true });
  shown.set(tag, note);
  note.onclose = () => shown.get(tag) === note && shown.delete(tag);
  note.onclick = () => {
    window.focus();
    listener?.invokeMethodAsync("Open", account, peer).catch(() => {});
    note.close();
  };
}
