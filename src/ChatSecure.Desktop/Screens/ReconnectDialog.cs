// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Desktop.Screens;

/// <summary>Says that the app does not answer. The id and the classes are Blazor's, which would otherwise bring a dialog with words and styles of its own.</summary>
internal sealed class ReconnectDialog : FixedPart
{
    protected override string Markup =>
        $"""
            <dialog id="components-reconnect-modal" class="desktop-reconnect" aria-labelledby="desktop-reconnect-title">
            <h2 id="desktop-reconnect-title">{Text("desktop.reconnect.title")}</h2>
            <p class="desktop-reconnect-trying" role="status">{Text("desktop.reconnect.trying")}</p>
            <p class="desktop-reconnect-failed" role="alert">{Text("desktop.reconnect.failed")}</p>
            <button type="button" class="cs-button cs-button-primary desktop-reconnect-failed" id="desktop-reconnect-retry">{Text(
                "desktop.reconnect.retry"
            )}</button></dialog>
            """;
}
