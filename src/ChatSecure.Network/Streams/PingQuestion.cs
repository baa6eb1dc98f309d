// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>The question to a server without XEP-0198: a ping. Since it reads in order, its answer, even an error, says that it has read what was sent
/// before. One is open at a time.</summary>
internal sealed class PingQuestion(Jid account)
{
    private const string Namespace = "urn:xmpp:ping";

    private readonly Jid _server = Jid.Parse(account.Domain);
    private volatile Open? _open;

    /// <summary>Asks.</summary>
    /// <param name="upTo">The count of stanzas sent before.</param>
    /// <returns>The stanza to send.</returns>
    public byte[] Create(uint upTo)
    {
        var open = new Open(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), upTo);
        _open = open;
        var ping = new IqStanza("get", new XmppElement("ping", Namespace), _server) { Id = open.Id };
        return XmppStream.Encode(ping.Element);
    }

    /// <summary>Whether this is the answer, and to how many stanzas.</summary>
    public bool TryAnswer(IqStanza answer, out uint upTo)
    {
        upTo = 0;
        if (_open is not { } open || answer.Id != open.Id || (answer.Element["from"] is not null && answer.From != _server))
        {
            return false;
        }

        (_open, upTo) = (null, open.UpTo);
        return true;
    }

    private sealed record Open(string Id, uint UpTo);
}
