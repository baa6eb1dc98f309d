// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Onboarding;

/// <summary>Reads where an invitation leads (XEP-0379, XEP-0401): <c>xmpp:example.org?register;preauth=…</c> or with a name.</summary>
internal static class Invitation
{
    private const int MaxLength = 2048;

    /// <summary>The address in it, whose name is missing where one may choose it; null if it is none.</summary>
    public static Jid? Parse(string? text)
    {
        var link = text?.Trim() ?? string.Empty;
        var query = link.IndexOf('?', StringComparison.Ordinal);
        return
            link.Length <= MaxLength
            && query > 5
            && link.StartsWith("xmpp:", StringComparison.OrdinalIgnoreCase)
            && link[(query + 1)..].Split(';')[0] is "register"
            && Jid.TryParse(Uri.UnescapeDataString(link[5..query]), out var jid)
            && jid.IsBare
            ? jid
            : null;
    }
}
