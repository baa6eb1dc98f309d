// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr.Wire;

/// <summary>A record beside the text of a data message.</summary>
internal readonly record struct Tlv(ushort Type, ReadOnlyMemory<byte> Value)
{
    public const ushort Padding = 0;
    public const ushort Disconnected = 1;
    public const ushort Smp1 = 2;
    public const ushort Smp2 = 3;
    public const ushort Smp3 = 4;
    public const ushort Smp4 = 5;
    public const ushort SmpAbort = 6;
    public const ushort Smp1Question = 7;
    public const ushort ExtraKey = 8;
}
