// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps;

/// <summary>Base64 in text of elements: alphabet and padding are strict, white space of XML is allowed, and the length is checked before memory is taken.</summary>
internal static class Base64Text
{
    public static bool TryDecode(string? text, int minBytes, int maxBytes, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;

        // Half as much again leaves room for line breaks.
        if (text is null || text.Length > (maxBytes * 2L) + 8)
        {
            return false;
        }

        var buffer = new byte[Math.Min(maxBytes, text.Length * 3 / 4) + 3];
        if (!Convert.TryFromBase64String(text, buffer, out var written) || written < minBytes || written > maxBytes)
        {
            return false;
        }

        bytes = buffer.AsMemory(0, written);
        return true;
    }

    public static string Encode(ReadOnlyMemory<byte> bytes) => Convert.ToBase64String(bytes.Span);
}
