// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Terminal;

/// <summary>A line of a page.</summary>
/// <param name="Text">What it says; may be longer than the screen is wide.</param>
/// <param name="Tone">In which colour.</param>
/// <param name="Item">What it stands for, to do something with it; null for nothing.</param>
internal sealed record Line(string Text, Tone Tone = Tone.Text, object? Item = null);
