// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.FileTransfer;

/// <summary>Jingle sessions (XEP-0166) of one file (XEP-0234) over in-band bytestreams (XEP-0261), to and from XML.</summary>
internal static class JinglePayload
{
    public const string Namespace = "urn:xmpp:jingle:1";
    public const string ErrorNamespace = "urn:xmpp:jingle:errors:1";
    public const string FileNamespace = "urn:xmpp:jingle:apps:file-transfer:5";
    public const string TransportNamespace = "urn:xmpp:jingle:transports:ibb:1";
    public const int MaxBlockSize = ushort.MaxValue;
    private const int MaxId = 128;

    // XEP-0166, section 7.2.
    private static readonly HashSet<string> _actions =
    [
        "content-accept",
        "content-add",
        "content-modify",
        "content-reject",
        "content-remove",
        "description-info",
        "security-info",
        "session-accept",
        "session-info",
        "session-initiate",
        "session-terminate",
        "transport-accept",
        "transport-info",
        "transport-reject",
        "transport-replace",
    ];

    private static readonly HashSet<string> _reasons =
    [
        "alternative-session",
        "busy",
        "cancel",
        "connectivity-error",
        "decline",
        "expired",
        "failed-application",
        "failed-transport",
        "general-error",
        "gone",
        "incompatible-parameters",
        "media-error",
        "security-error",
        "success",
        "timeout",
        "unsupported-applications",
        "unsupported-transports",
    ];

    /// <summary>Whether an action is one at all.</summary>
    public static bool IsAction(string? action) => action is not null && _actions.Contains(action);

    /// <summary>An id of a session, content or stream; null if it is none or too long.</summary>
    public static string? ReadId(string? text) => text is { Length: > 0 and <= MaxId } ? text : null;

    /// <summary>Why a session ended, of the defined reasons; anything else is <c>general-error</c>, for it is somebody's text.</summary>
    public static string ReadReason(XmppElement jingle) =>
        jingle.Child("reason", Namespace)?.Children.FirstOrDefault(child => _reasons.Contains(child.Name))?.Name ?? "general-error";

    public static XmppElement WriteInitiate(TransferTerms terms, Jid us) => Write("session-initiate", terms, terms, "initiator", us);

    /// <param name="terms">What was offered.</param>
    /// <param name="answer">What we take of it.</param>
    /// <param name="us">Our full address.</param>
    public static XmppElement WriteAccept(TransferTerms terms, TransferTerms answer, Jid us) =>
        Write("session-accept", terms, answer, "responder", us);

    public static XmppElement WriteTerminate(string sessionId, string reason) =>
        WriteJingle("session-terminate", sessionId).Add(new XmppElement("reason", Namespace).Add(new(reason, Namespace)));

    public static XmppElement WriteChecksum(TransferTerms terms, ContentHash hash) =>
        WriteJingle("session-info", terms.SessionId)
            .Add(WriteAbout("checksum", terms).Add(new XmppElement("file", FileNamespace).Add(ContentHashes.Write(hash))));

    /// <summary>Reads an offer of a file.</summary>
    /// <exception cref="StanzaErrorException">It is malformed, or something else than one file over an in-band bytestream.</exception>
    public static TransferTerms ReadInitiate(XmppElement jingle)
    {
        if (
            ReadId(jingle["sid"]) is not { } id
            || jingle.Elements("content", Namespace).Take(2).ToArray() is not [var content, ..] contents
            || content["disposition"] is not (null or "session")
        )
        {
            throw new StanzaErrorException("bad-request", "modify");
        }

        if (
            contents.Length > 1
            || content.Child("description", FileNamespace) is not { } description
            || content.Child("transport", TransportNamespace) is null
            // Requests for our files are not answered.
            || content["senders"] == "responder"
        )
        {
            throw new StanzaErrorException("feature-not-implemented");
        }

        return
            content["senders"] == "initiator"
            && content["creator"] is null or "initiator"
            && description.Child("file", FileNamespace) is { } file
            && ReadTerms(id, content, file) is { } terms
            // Without a hash that we can verify, nobody would know what came.
            && (terms.HashUsed is not null || ContentHashes.Strongest(terms.File.Hashes) is not null)
            ? terms
            : throw new StanzaErrorException("bad-request", "modify");
    }

    /// <summary>Reads what the other side takes of our offer; null if that is malformed or another thing than we offered.</summary>
    public static TransferTerms? ReadAccept(XmppElement jingle, TransferTerms offered) =>
        jingle.Elements("content", Namespace).Take(2).ToArray() is [var content]
        && content["name"] == offered.ContentName
        && content["senders"] is null or "initiator"
        && content["creator"] is null or "initiator"
        && content.Child("description", FileNamespace)?.Child("file", FileNamespace) is { } file
        && ReadTerms(offered.SessionId, content, file) is { } answer
        && answer.StreamId == offered.StreamId
        && answer.BlockSize <= offered.BlockSize
        && answer.Offset <= (offered.File.Size ?? long.MaxValue)
            ? answer
            : null;

    /// <summary>The hash that a checksum tells of the content; null if it tells none that is known here.</summary>
    public static ContentHash? ReadChecksum(XmppElement jingle, TransferTerms terms) =>
        jingle.Child("checksum", FileNamespace) is { } checksum
        && checksum["name"] == terms.ContentName
        && checksum.Child("file", FileNamespace) is { } file
            ? ContentHashes.Strongest(ContentHashes.Read(file))
            : null;

    private static TransferTerms? ReadTerms(string id, XmppElement content, XmppElement file)
    {
        var range = file.Child("range", FileNamespace);
        var transport = content.Child("transport", TransportNamespace);
        var offset = range?["offset"] is { } text ? FileMetadataPayload.ReadNumber(text, long.MaxValue) : 0;
        return
            ReadId(content["name"]) is { } name
            && ReadId(transport?["sid"]) is { } streamId
            && transport!["stanza"] is null or "iq"
            && FileMetadataPayload.ReadNumber(transport["block-size"], MaxBlockSize) is { } blockSize and > 0
            && offset is { } start
            // Parts from the middle are not sent.
            && range?["length"] is null
            ? new(id, name, streamId, (int)blockSize, FileMetadataPayload.Read(file))
            {
                HashUsed = ContentHashes.ReadUsed(file),
                SupportsRange = range is not null,
                Offset = start,
            }
            : null;
    }

    private static XmppElement Write(string action, TransferTerms terms, TransferTerms said, string role, Jid us)
    {
        var file = FileMetadataPayload.Write(said.File, FileNamespace);
        if (said.HashUsed is not null)
        {
            file.Add(ContentHashes.WriteUsed(said.HashUsed));
        }

        if (said.SupportsRange)
        {
            file.Add(
                new XmppElement("range", FileNamespace) { ["offset"] = said.Offset > 0 ? FileMetadataPayload.Format(said.Offset) : null }
            );
        }

        var content = new XmppElement("content", Namespace)
        {
            ["creator"] = "initiator",
            ["name"] = terms.ContentName,
            ["senders"] = "initiator",
        };
        content.Add(new XmppElement("description", FileNamespace).Add(file));
        content.Add(
            new XmppElement("transport", TransportNamespace)
            {
                ["block-size"] = said.BlockSize.ToString(CultureInfo.InvariantCulture),
                ["sid"] = terms.StreamId,
            }
        );
        var jingle = WriteJingle(action, terms.SessionId);
        jingle[role] = us.ToString();
        return jingle.Add(content);
    }

    private static XmppElement WriteJingle(string action, string sessionId) =>
        new("jingle", Namespace) { ["action"] = action, ["sid"] = sessionId };

    private static XmppElement WriteAbout(string name, TransferTerms terms) =>
        new(name, FileNamespace) { ["creator"] = "initiator", ["name"] = terms.ContentName };
}
