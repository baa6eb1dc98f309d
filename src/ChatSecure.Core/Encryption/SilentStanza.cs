// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.ContentEncryption;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Core.Encryption;

/// <summary>Reports that go inside an envelope of <c>urn:xmpp:omemo:2</c> (XEP-0420), with nothing beside it to read.</summary>
internal static class SilentStanza
{
    /// <summary>What of a report is encrypted: all but what tells servers how to treat it.</summary>
    public static byte[] ContentOf(MessageStanza report, Jid account, DateTimeOffset now) =>
        ContentEnvelope.Write(
            report.Element.Children.Where(child => child.Namespace != Hints.Namespace),
            account,
            report.To!.Value.Bare,
            now
        );

    /// <summary>The stanza that carries it, to whom the report goes, and kept by servers if that is.</summary>
    public static MessageStanza Carry(MessageStanza report, OmemoEnvelope envelope)
    {
        var stanza = new MessageStanza(report.To) { Type = report.Type, Id = MessageId.Create().Value };
        stanza.AddHint(report.HasHint(ProcessingHint.NoStore) ? ProcessingHint.NoStore : ProcessingHint.Store);
        OmemoPayload.AddSilently(stanza, envelope);
        return stanza;
    }
}
