// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xml;

/// <summary>Where a qualified name stands in the bytes that are being parsed.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="LocalStart">The first byte of its local part: <paramref name="Start"/> if it has no prefix.</param>
/// <param name="End">The byte after it.</param>
internal readonly record struct XmlName(int Start, int LocalStart, int End)
{
    public bool HasPrefix => LocalStart > Start;

    public ReadOnlySpan<byte> Prefix(ReadOnlySpan<byte> xml) => HasPrefix ? xml[Start..(LocalStart - 1)] : [];

    public ReadOnlySpan<byte> Local(ReadOnlySpan<byte> xml) => xml[LocalStart..End];

    public ReadOnlySpan<byte> Qualified(ReadOnlySpan<byte> xml) => xml[Start..End];
}
