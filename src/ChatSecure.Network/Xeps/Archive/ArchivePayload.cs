// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Archive;

/// <summary>Queries, results and ends of pages (XEP-0313, with XEP-0059) to and from XML.</summary>
internal static class ArchivePayload
{
    public const string Namespace = "urn:xmpp:mam:2";
    private const string PagingNamespace = "http://jabber.org/protocol/rsm";

    public static XmppElement WriteQuery(ArchiveQuery query, string queryId)
    {
        var fields = new List<(string, string)>();
        if (query.With is { } with)
        {
            fields.Add(("with", with.ToString()));
        }

        if (query.Start is { } start)
        {
            fields.Add(("start", XmppDateTime.Format(start)));
        }

        if (query.End is { } end)
        {
            fields.Add(("end", XmppDateTime.Format(end)));
        }

        var paging = new XmppElement("set", PagingNamespace).Add(
            new("max", PagingNamespace) { Text = query.Max.ToString(CultureInfo.InvariantCulture) }
        );
        if (query.AfterId is { } after)
        {
            paging.Add(new("after", PagingNamespace) { Text = after });
        }

        if (query.BeforeId is { } before)
        {
            paging.Add(new("before", PagingNamespace) { Text = before });
        }

        return new XmppElement("query", Namespace) { ["queryid"] = queryId }
            .Add(DataForm.Submit(Namespace, fields).ToElement())
            .Add(paging);
    }

    /// <summary>Reads a result; null if it is malformed. The archive of a room holds only what came from that room.</summary>
    public static IncomingMessage? ReadResult(XmppElement result, Jid archive, Jid account)
    {
        if (StanzaId.Read(result["id"]) is not { } id || ForwardedMessage.Read(result) is not { Message.From: { } from } forwarded)
        {
            return null;
        }

        if (archive != account && from.Bare != archive)
        {
            return null;
        }

        var direction = from.Bare == account ? MessageDirection.Outgoing : MessageDirection.Incoming;
        return new(forwarded.Message, MessageSource.Archive, direction, forwarded.Stamp, id);
    }

    /// <summary>Reads the end of a page; null if it is malformed.</summary>
    public static ArchivePage? ReadEnd(XmppElement? fin, IReadOnlyList<IncomingMessage> messages)
    {
        if (fin?.Is("fin", Namespace) != true)
        {
            return null;
        }

        var paging = fin.Child("set", PagingNamespace);
        return new(
            messages,
            fin["complete"] is "true" or "1",
            StanzaId.Read(paging?.Child("first", PagingNamespace)?.Text),
            StanzaId.Read(paging?.Child("last", PagingNamespace)?.Text)
        );
    }
}
