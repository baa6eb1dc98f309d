// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Text.Json;
using ChatSecure.Addressing;
using ChatSecure.Network.Transport;

namespace ChatSecure.Network.Streams;

/// <summary>All that is needed to resume a stream (XEP-0198) in another process. Holds stanzas, and so what they say.</summary>
/// <param name="Id">The server's name for the stream.</param>
/// <param name="Address">Our full address on it.</param>
/// <param name="Location">Where the server would like it to be resumed; null for nowhere in particular.</param>
/// <param name="Acknowledged">How many of our stanzas the server has acknowledged.</param>
/// <param name="Handled">How many of the server's stanzas we have handled.</param>
/// <param name="Unacknowledged">What was sent and not acknowledged, in order.</param>
internal sealed record ResumptionState(
    string Id,
    Jid Address,
    HostPort? Location,
    uint Acknowledged,
    uint Handled,
    IReadOnlyList<byte[]> Unacknowledged
)
{
    /// <summary>Reads a state.</summary>
    /// <param name="content">What <see cref="Write"/> made.</param>
    /// <returns>The state; null if it is not one.</returns>
    public static ResumptionState? Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return new(
                root.GetProperty("id").GetString()!,
                Jid.Parse(root.GetProperty("address").GetString()!),
                HostPort.TryParse(root.GetProperty("location").GetString(), out var location) ? location : null,
                root.GetProperty("acknowledged").GetUInt32(),
                root.GetProperty("handled").GetUInt32(),
                [.. root.GetProperty("unacknowledged").EnumerateArray().Select(stanza => stanza.GetBytesFromBase64())]
            );
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Writes the state.</summary>
    /// <returns>Its bytes, which the caller erases.</returns>
    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", Id);
            json.WriteString("address", Address.ToString());
            json.WriteString("location", Location?.ToString());
            json.WriteNumber("acknowledged", Acknowledged);
            json.WriteNumber("handled", Handled);
            json.WriteStartArray("unacknowledged");
            foreach (var stanza in Unacknowledged)
            {
                json.WriteBase64StringValue(stanza);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        var content = buffer.WrittenSpan.ToArray();
        buffer.Clear();
        return content;
    }

    /// <summary>Shows nothing of the stanzas.</summary>
    public override string ToString() => nameof(ResumptionState);
}
