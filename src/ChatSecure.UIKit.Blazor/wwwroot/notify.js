/* This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
   If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. */

// The browser's notifications. What is private has been taken out before it comes here.
const seen = () => document.visibilityState === "visible" && document.hasFocus();
let page = null;
let listener = null;

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
}

export function show(title, body, tag, account, peer) {
  if (state() !== "granted" || !listener) {
    return;
  }
  const note = new Notification(title, { body, tag, renotify: true });
  note.onclick = () => {
    window.focus();
    listener?.invokeMethodAsync("Open", account, peer).catch(() => {});
    note.close();
  };
}
