// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;

namespace ChatSecure.Network.Xml;

/// <summary>The addresses that a stream named last. Nearly every stanza repeats some of them, which then need no new string. A stranger who sends many
/// pushes others out, and can make it hold no more than its few slots.</summary>
internal sealed class RecentAddresses
{
    private const int Slots = 16;
    private const int Longest = 128;

    private readonly string?[] _slots = new string?[Slots];

    /// <summary>The string that these bytes encode.</summary>
    /// <param name="utf8">Valid UTF-8.</param>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > Longest)
        {
            return XmlText.ReadPlain(utf8);
        }

        ref var slot = ref _slots[(utf8.Length ^ utf8[0] ^ (utf8[utf8.Length / 2] * 3) ^ (utf8[^1] * 5)) & (Slots - 1)];
        return slot is not null && Ascii.Equals(utf8, slot) ? slot : slot = XmlText.New(utf8);
    }
}
