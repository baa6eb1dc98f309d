// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Network.Xml;

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>Who looks for message keys that are used twice finds them.</summary>
public sealed class MessageKeysTests
{
    [Fact]
    public void The_same_bytes_may_go_again_and_other_bytes_under_the_same_key_are_found()
    {
        var keys = new MessageKeys();
        keys.Watch(Message(1, number: 0, "first"));
        keys.Watch(Message(1, number: 0, "first"));
        keys.Watch(Message(1, number: 1, "second"));
        keys.Watch(Message(2, number: 0, "of another device"));
        Assert.Equal((3, 0), (keys.Count, keys.Reused.Count));

        // In a key exchange, too, it is the same message.
        keys.Watch(Message(1, number: 1, "second", isKeyExchange: true));
        Assert.Empty(keys.Reused);
        keys.Watch(Message(1, number: 1, "third", isKeyExchange: true));
        Assert.EndsWith(" 1", Assert.Single(keys.Reused), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_payload_under_the_same_key_is_found()
    {
        var keys = new MessageKeys();
        keys.Watch(Message(1, number: 300, "first", payload: "AAAA"));
        keys.Watch(Message(1, number: 300, "first", payload: "AAAB"));
        Assert.EndsWith(" 300", Assert.Single(keys.Reused), StringComparison.Ordinal);
    }

    private static XmppElement Message(int device, int number, string ciphertext, bool isKeyExchange = false, string payload = "AAAA")
    {
        byte[] count = number < 128 ? [(byte)number] : [(byte)(number & 0x7F | 0x80), (byte)(number >> 7)];
        byte[] message = [8, .. count, 16, 0, .. Field(3, new byte[32]), .. Field(4, Encoding.UTF8.GetBytes(ciphertext))];
        byte[] data = [.. Field(1, new byte[16]), .. Field(2, message)];
        if (isKeyExchange)
        {
            data = [8, 7, 16, 9, .. Field(3, new byte[32]), .. Field(4, new byte[32]), .. Field(5, data)];
        }

        return XmppElement.Parse(
            Encoding.UTF8.GetBytes(
                $"<message><encrypted xmlns='urn:xmpp:omemo:2'><header sid='{device}'><keys jid='bob@chat.lab.test'><key rid='5' kex='{(isKeyExchange ? "true" : "false")}'>{Convert.ToBase64String(data)}</key></keys></header><payload>{payload}</payload></encrypted></message>"
            )
        );
    }

    private static byte[] Field(int number, byte[] content) => [(byte)(number << 3 | 2), (byte)content.Length, .. content];
}
