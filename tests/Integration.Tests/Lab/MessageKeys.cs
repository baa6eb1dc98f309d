// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Network.Xml;

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>Which keys of OMEMO messages went over the wire, by a reader of its own: a key is told by the sending device, the public key of its ratchet and the
/// number in that chain. The same bytes may go again; other bytes under the same key give both away.</summary>
internal sealed class MessageKeys
{
    private const string Omemo = "urn:xmpp:omemo:2";

    private readonly ConcurrentDictionary<string, string> _uses = new();
    private readonly ConcurrentQueue<string> _reused = new();

    /// <summary>How many keys were used.</summary>
    public int Count => _uses.Count;

    /// <summary>The keys that protected different things.</summary>
    public IReadOnlyCollection<string> Reused => _reused;

    /// <summary>Looks at what a client sends, and lets it pass.</summary>
    public IEnumerable<XmppElement> Watch(XmppElement element)
    {
        if (element.Child("encrypted", Omemo) is { } encrypted && encrypted.Child("header", Omemo) is { } header)
        {
            var payload = encrypted.Child("payload", Omemo)?.Text;
            foreach (var key in header.Elements("keys", Omemo).SelectMany(keys => keys.Elements("key", Omemo)))
            {
                Note(header["sid"]!, key["kex"] is "true" or "1", Convert.FromBase64String(key.Text), payload);
            }
        }

        return [element];
    }

    private void Note(string device, bool isKeyExchange, byte[] data, string? payload)
    {
        // OMEMOKeyExchange holds an OMEMOAuthenticatedMessage, and that an OMEMOMessage (XEP-0384, section 4).
        var authenticated = isKeyExchange ? Field(data, 5) : data;
        var message = Field(authenticated, 2);
        var key = $"{device} {Convert.ToHexStringLower(Field(message, 3))} {Number(message, 1)}";
        var use = $"{Convert.ToHexStringLower(message)} {payload}";
        if (_uses.GetOrAdd(key, use) != use)
        {
            _reused.Enqueue(key);
        }
    }

    private static byte[] Field(byte[] message, int wanted) => Read(message, wanted).Bytes ?? throw Malformed();

    private static ulong Number(byte[] message, int wanted) => Read(message, wanted).Number ?? throw Malformed();

    private static (ulong? Number, byte[]? Bytes) Read(byte[] message, int wanted)
    {
        for (var position = 0; position < message.Length; )
        {
            var tag = Varint(message, ref position);
            var value = Varint(message, ref position);
            var bytes = (tag & 7) == 2 ? message[position..(position + (int)value)] : null;
            position += bytes?.Length ?? 0;
            if ((int)(tag >> 3) == wanted)
            {
                return bytes is null ? (value, null) : (null, bytes);
            }
        }

        return default;
    }

    private static ulong Varint(byte[] message, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = message[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Malformed();
    }

    private static InvalidDataException Malformed() => new("This is no OMEMO message.");
}
