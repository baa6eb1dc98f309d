// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Desktop.Screens;

/// <summary>Says that a screen has failed, after which none of them does anything any more. Blazor shows it by its id, and loads the page anew by the button's class.</summary>
internal sealed class FailureBar : FixedPart
{
    protected override string Markup =>
        $"""
            <div id="blazor-error-ui" class="desktop-failure" role="alert">
            <p>{Text("desktop.failure.text")}</p>
            <button type="button" class="cs-button cs-button-primary reload">{Text("desktop.failure.reload")}</button></div>
            """;
}
