// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;

namespace ChatSecure.Crypto.Otr.Wire;

/// <summary>The plain text of a data message: what people read, and records.</summary>
/// <param name="Text">The text; empty in a heartbeat.</param>
/// <param name="Records">The records. None if any is malformed: half of a message is not acted upon.</param>
internal sealed record Payload(string Text, IReadOnlyList<Tlv> Records)
{
    // Each record costs a decision; nobody sends more than two.
    private const int MaxRecords = 32;

    public static Payload Read(ReadOnlySpan<byte> plaintext)
    {
        var end = plaintext.IndexOf((byte)0);
        return end < 0
            ? new(Encoding.UTF8.GetString(plaintext), [])
            : new(Encoding.UTF8.GetString(plaintext[..end]), ReadRecords(plaintext[(end + 1)..]));
    }

    private static List<Tlv> ReadRecords(ReadOnlySpan<byte> data)
    {
        var records = new List<Tlv>();
        var reader = new OtrReader(data);
        while (!reader.Rest.IsEmpty)
        {
            var type = reader.Short();
            var value = reader.Fixed(reader.Short());
            if (reader.Failed || records.Count == MaxRecords)
            {
                return [];
            }

            records.Add(new(type, value.ToArray()));
        }

        return reader.Failed ? [] : records;
    }
}
