/* This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
   If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. */

// Holds what the person reads in its place while rows come and go, grow or shrink: at the end the list follows, everywhere else the first row in view that
// is still there keeps its distance to the edge. Browsers' own anchoring differs or is missing, and none of them follows an end.
const nearEnd = 48;
const nearest = 200;
const farthest = 1500;

export function attach(list, view) {
  const rows = list.querySelector("[data-cs-rows]");
  let sticks = true;
  let told = "";
  let asking = false;
  let inView = [];

  const isLive = () => "csLive" in list.dataset;
  const top = (row) => row.getBoundingClientRect().top;
  const distance = () => list.scrollHeight - list.scrollTop - list.clientHeight;

  function note() {
    const edge = top(list);
    inView = [];
    for (const row of rows.children) {
      const box = row.getBoundingClientRect();
      if (box.bottom > edge) {
        inView.push([row, box.top]);
      }
      if (box.top > edge + list.clientHeight) {
        break;
      }
    }
  }

  function hold() {
    if (sticks && isLive()) {
      list.scrollTop = list.scrollHeight;
    } else {
      // A mark, such as that of a day, moves when older messages of that day come in: a message stays where it is.
      const here = inView.filter(([row]) => row.isConnected);
      const anchor = here.find(([row]) => row.querySelector("[data-cs-item]")) ?? here[0];
      if (anchor) {
        list.scrollTop += top(anchor[0]) - anchor[1];
      }
    }
    note();
    look();
  }

  function look() {
    const isAtEnd = isLive() && distance() < nearEnd;
    const isSeen = document.visibilityState === "visible" && document.hasFocus();
    const now = `${isAtEnd} ${isSeen}`;
    if (now !== told) {
      told = now;
      view.invokeMethodAsync("Look", isAtEnd, isSeen).catch(() => {});
    }
    ask();
  }

  async function ask() {
    // So far ahead that nobody gets there before the rows do, and never so far that what one end takes in makes the other end want it back.
    const reach = Math.max(nearest, Math.min(farthest, (list.scrollHeight - list.clientHeight) / 4));
    const older = list.scrollTop < reach && "csOlder" in list.dataset;
    const newer = distance() < reach && "csNewer" in list.dataset;
    if (asking || (!older && !newer)) {
      return;
    }
    asking = true;
    try {
      await view.invokeMethodAsync("Reach", older && (!newer || list.scrollTop < distance()));
    } catch {
      return;
    }
    // What came in is held in its place before there is something to look at again.
    requestAnimationFrame(() => {
      asking = false;
      look();
    });
  }

  function onScroll() {
    sticks = distance() < nearEnd;
    note();
    look();
  }

  const changes = new MutationObserver((records) => {
    for (const record of records) {
      record.addedNodes.forEach((row) => row instanceof Element && sizes.observe(row));
      record.removedNodes.forEach((row) => row instanceof Element && sizes.unobserve(row));
    }
    hold();
  });
  const sizes = new ResizeObserver(hold);
  changes.observe(rows, { childList: true });
  // There may be more to reach without a row that came or went.
  changes.observe(list, { attributeFilter: ["data-cs-live", "data-cs-older", "data-cs-newer"] });
  [list, ...rows.children].forEach((part) => sizes.observe(part));
  list.addEventListener("scroll", onScroll, { passive: true });
  const page = new AbortController();
  for (const [target, kind] of [[document, "visibilitychange"], [window, "focus"], [window, "blur"]]) {
    target.addEventListener(kind, look, { signal: page.signal });
  }
  hold();

  return {
    // The id was chosen by a stranger: it is compared, never a part of a selector.
    jump(id) {
      const row = [...rows.children].find((one) => one.dataset.row === id);
      if (row) {
        sticks = false;
        row.scrollIntoView({ block: "center" });
        row.classList.remove("cs-found");
        void row.offsetWidth;
        row.classList.add("cs-found");
        sticks = distance() < nearEnd;
        note();
        look();
      }
      return Boolean(row);
    },
    toEnd() {
      sticks = true;
      hold();
      return isLive();
    },
    detach() {
      page.abort();
      changes.disconnect();
      sizes.disconnect();
    },
  };
}
