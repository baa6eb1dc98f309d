// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Text;

namespace ChatSecure.Network.Xml;

/// <summary>The strings that stand in nearly every stanza, so that reading them allocates nothing. Fixed at start: what peers send never enters.</summary>
internal static class KnownStrings
{
    private const string Texts = """
        stream features error starttls proceed failure mechanisms mechanism auth challenge response success abort bind session
        required optional version xmlns xml:lang en lang text 1.0 authentication inline authenticate authorization-identifier
        additional-data user-agent software device continue bound feature sm ver c sub sasl-channel-binding channel-binding
        limits max-bytes idle-seconds register fast token expiry count resource
        message presence iq from to id type body subject thread show status priority query item group jid name ask subscription
        approved get set result chat groupchat normal headline unavailable subscribe subscribed unsubscribe unsubscribed probe
        both none remove away dnd xa true false 0 1 by code
        cancel modify wait bad-request conflict feature-not-implemented forbidden gone internal-server-error item-not-found
        jid-malformed not-acceptable not-allowed not-authorized policy-violation recipient-unavailable redirect
        registration-required remote-server-not-found remote-server-timeout resource-constraint service-unavailable
        subscription-required undefined-condition unexpected-request
        r a h enable enabled resume resumed failed max location previd active inactive composing paused received request
        displayed markable acknowledged sent forwarded delay stamp private store no-store no-copy no-permanent-store origin-id
        stanza-id occupant-id replace reply fallback start end for reactions reaction retract retracted moderate moderated
        encryption namespace encrypted header payload keys key iv sid rid prekey kex devices list bundle signedPreKeyPublic
        signedPreKeySignature signedPreKeyId identityKey prekeys preKeyPublic preKeyId spk spks ik pk x url desc data photo hash
        algo node ext identity category client pc server im pubsub items publish publish-options configure create event purge
        delete field value var form submit hidden text-single text-multi jid-single list-single list-multi boolean option label
        title instructions first last index before after fin complete stable queryid nick affiliation role owner admin member
        outcast participant visitor moderator actor reason history maxstanzas since password conference autojoin invite decline
        ping slot put filename size content-type block unblock blocklist push disable hint info metadata bytes width height
        storage upgrade task time utc tzo os envelope content rpad
        http://www.w3.org/XML/1998/namespace http://etherx.jabber.org/streams jabber:client jabber:server jabber:iq:roster
        jabber:iq:auth jabber:iq:register jabber:iq:version jabber:iq:private jabber:x:data jabber:x:oob jabber:x:conference
        jabber:x:delay urn:ietf:params:xml:ns:xmpp-tls urn:ietf:params:xml:ns:xmpp-sasl urn:ietf:params:xml:ns:xmpp-bind
        urn:ietf:params:xml:ns:xmpp-session urn:ietf:params:xml:ns:xmpp-stanzas urn:ietf:params:xml:ns:xmpp-streams
        urn:ietf:params:xml:ns:xmpp-framing urn:xmpp:sasl:2 urn:xmpp:sasl:upgrade:0 urn:xmpp:bind:0 urn:xmpp:fast:0
        urn:xmpp:sasl-cb:0 urn:xmpp:stream-limits:0 urn:xmpp:features:rosterver urn:xmpp:features:pre-approval urn:xmpp:sm:3
        urn:xmpp:csi:0 urn:xmpp:carbons:2 urn:xmpp:carbons:rules:0 urn:xmpp:forward:0 urn:xmpp:delay urn:xmpp:hints
        urn:xmpp:sid:0 urn:xmpp:receipts urn:xmpp:chat-markers:0 urn:xmpp:mam:2 urn:xmpp:mam:2#extended urn:xmpp:mds:displayed:0
        urn:xmpp:eme:0 urn:xmpp:omemo:2 urn:xmpp:omemo:2:devices urn:xmpp:omemo:2:bundles eu.siacs.conversations.axolotl
        eu.siacs.conversations.axolotl.devicelist urn:xmpp:sce:1 urn:xmpp:message-correct:0 urn:xmpp:message-retract:1
        urn:xmpp:message-moderate:1 urn:xmpp:reactions:0 urn:xmpp:reply:0 urn:xmpp:fallback:0 urn:xmpp:occupant-id:0
        urn:xmpp:ping urn:xmpp:time urn:xmpp:blocking urn:xmpp:blocking:errors urn:xmpp:http:upload:0 urn:xmpp:push:0
        urn:xmpp:extdisco:2 urn:xmpp:bookmarks:1 urn:xmpp:bookmarks:1#compat urn:xmpp:avatar:data urn:xmpp:avatar:metadata
        urn:xmpp:hashes:2 urn:xmpp:sfs:0 urn:xmpp:file:metadata:0 urn:xmpp:reporting:1 urn:xmpp:styling:0 vcard-temp
        vcard-temp:x:update storage:bookmarks http://jabber.org/protocol/caps http://jabber.org/protocol/chatstates
        http://jabber.org/protocol/disco#info http://jabber.org/protocol/disco#items http://jabber.org/protocol/muc
        http://jabber.org/protocol/muc#user http://jabber.org/protocol/muc#admin http://jabber.org/protocol/muc#owner
        http://jabber.org/protocol/muc#unique http://jabber.org/protocol/nick http://jabber.org/protocol/pubsub
        http://jabber.org/protocol/pubsub#event http://jabber.org/protocol/pubsub#owner http://jabber.org/protocol/pubsub#errors
        http://jabber.org/protocol/pubsub#publish-options http://jabber.org/protocol/rsm http://jabber.org/protocol/commands
        http://jabber.org/protocol/address http://jabber.org/features/iq-register http://jabber.org/features/compress roster
        FORM_TYPE sha-1 sha-256
        """;

    private static readonly Entry[] Table = Build();

    /// <summary>The string that these bytes encode.</summary>
    /// <param name="utf8">Valid UTF-8.</param>
    /// <returns>The known string, or else a new one.</returns>
    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return string.Empty;
        }

        var table = Table;
        var mask = table.Length - 1;
        for (var slot = Slot(utf8, mask); table[slot].Text is { } text; slot = (slot + 1) & mask)
        {
            if (utf8.SequenceEqual(table[slot].Utf8))
            {
                return text;
            }
        }

        return XmlText.New(utf8);
    }

    private static int Slot(ReadOnlySpan<byte> utf8, int mask)
    {
        ulong hash = (uint)utf8.Length;
        if (utf8.Length >= 8)
        {
            // Namespaces differ at their end, after a common beginning, or (urn:xmpp:…:0) in the middle.
            hash ^=
                BinaryPrimitives.ReadUInt64LittleEndian(utf8[^8..])
                ^ (BinaryPrimitives.ReadUInt64LittleEndian(utf8[(utf8.Length / 2 - 4)..]) * 31);
        }
        else if (utf8.Length >= 4)
        {
            hash ^= BinaryPrimitives.ReadUInt32LittleEndian(utf8) ^ ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(utf8[^4..]) << 32);
        }
        else
        {
            hash ^= (ulong)((utf8[0] << 16) | (utf8[utf8.Length / 2] << 8) | utf8[^1]) << 8;
        }

        return (int)((hash * 0x9E3779B97F4A7C15) >> 40) & mask;
    }

    private static Entry[] Build()
    {
        var table = new Entry[1024];
        foreach (var text in Texts.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            var slot = Slot(utf8, table.Length - 1);
            while (table[slot].Text is not null)
            {
                slot = (slot + 1) & (table.Length - 1);
            }

            table[slot] = new(text, utf8);
        }

        return table;
    }

    private readonly record struct Entry(string? Text, byte[] Utf8);
}
