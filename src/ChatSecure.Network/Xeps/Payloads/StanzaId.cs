// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>The bound on ids that others give us and that we keep: a longer one counts as absent.</summary>
internal static class StanzaId
{
    public const int MaxLength = 1024;

    public static string? Read(string? id) => id is { Length: > 0 and <= MaxLength } ? id : null;
}
