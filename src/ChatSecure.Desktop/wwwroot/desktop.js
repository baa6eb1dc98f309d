// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
const dialog = document.getElementById("components-reconnect-modal");

// The app is on this machine: either it is there at once, or it has ended.
Blazor.start({
  circuit: { reconnectionOptions: { maxRetries: 30, retryIntervalMilliseconds: (tries) => (tries > 30 ? null : Math.min(200 * (tries + 1), 2000)) } },
  ssr: { disableDomPreservation: true },
});

dialog.addEventListener("components-reconnect-state-changed", (event) => {
  switch (event.detail.state) {
    case "show":
      if (!dialog.open) dialog.showModal();
      break;
    case "hide":
      dialog.close();
      break;
    case "rejected": // the app knows no such window any more
      location.reload();
      break;
  }
});
dialog.addEventListener("cancel", (event) => event.preventDefault());
document.getElementById("desktop-reconnect-retry").addEventListener("click", async () => {
  try {
    if (!(await Blazor.reconnect())) location.reload();
  } catch {
    // It is still not there.
  }
});
