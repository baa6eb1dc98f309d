// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>The brand's colours on a terminal, where the person's own palette decides what each looks like.</summary>
/// <param name="Accent">Titles and what stands out.</param>
/// <param name="Own">What this person says.</param>
/// <param name="Peer">What others say.</param>
/// <param name="Muted">Times, states and other small print.</param>
/// <param name="Warning">Warnings.</param>
/// <param name="Danger">Errors.</param>
public sealed record TerminalColors(
    TerminalColor Accent,
    TerminalColor Own,
    TerminalColor Peer,
    TerminalColor Muted,
    TerminalColor Warning,
    TerminalColor Danger
);
