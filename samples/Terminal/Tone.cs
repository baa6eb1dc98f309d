// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Terminal;

/// <summary>In which of the brand's colours a line is.</summary>
internal enum Tone
{
    Text,
    Accent,
    Own,
    Peer,
    Muted,
    Warning,
    Danger,
}
