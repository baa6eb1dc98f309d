// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.Avatars;
using ChatSecure.Network.Xeps.Capabilities;
using ChatSecure.Network.Xeps.Carbons;
using ChatSecure.Network.Xeps.ContentEncryption;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xeps.FileTransfer;
using ChatSecure.Network.Xeps.HttpUpload;
using ChatSecure.Network.Xeps.Links;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xeps.Registration;
using ChatSecure.Network.Xeps.Roster;
using ChatSecure.Network.Xeps.Trust;
using ChatSecure.Network.Xeps.VCards;
using ChatSecure.Network.Xml;

namespace ChatSecure.Fuzz.Network;

/// <summary>The readers of payloads: each answers or says no, whatever element it is shown.</summary>
internal static class PayloadTargets
{
    private static readonly Jid _me = Jid.Parse("juliet@capulet.example");
    private static readonly Jid _peer = Jid.Parse("romeo@montague.example/orchard");
    private static readonly EnvelopeContext _stanza = new(_peer, _me, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static void Form(ReadOnlySpan<byte> input)
    {
        if (Parse(input) is { } element && DataForm.Read(element) is { } form)
        {
            Finding.Unless(form.Fields.Count <= DataForm.MaxFields, "A form that is too large.");
            Finding.Unless(DataForm.Read(form.ToElement())?.Fields.Count == form.Fields.Count, "A form is not what it is written as.");
        }
    }

    public static void Card(ReadOnlySpan<byte> input)
    {
        if (Parse(input) is { } element)
        {
            var card = new VCard(element);
            _ = (card.FullName, card.Nickname);
            Finding.Unless(card.Photo.Length <= VCard.MaxPhotoBytes, "A picture that is too large.");
            _ = ImageHeader.Read(card.Photo.Span);
        }

        _ = ImageHeader.Read(input);
    }

    public static void Capabilities(ReadOnlySpan<byte> input)
    {
        if (Parse(input) is not { } element)
        {
            return;
        }

        _ = EntityCapabilities.Read(Wrap(new PresenceStanza(), element));
        if (DiscoInfo.Read(element) is { } info)
        {
            var again = DiscoInfo.Read(info.ToElement());
            Finding.Unless(
                again is not null && CapabilitiesHash.Compute(info) is var hash && CapabilitiesHash.Compute(again) == hash,
                "What somebody can do is not what it is written as."
            );
            _ = (ReactionRestrictions.Read(info), ServerContacts.Read(info), UploadPayload.ReadMaxFileSize(info));
        }
    }

    /// <summary>What was encrypted, by somebody whom we need not trust.</summary>
    public static void Envelope(ReadOnlySpan<byte> input)
    {
        try
        {
            var envelope = ContentEnvelope.Read(input, EnvelopeAffixes.None, _stanza with { Tolerance = TimeSpan.FromDays(1_000_000) });
            Finding.Unless(!envelope.Content.Any(ServerElements.Contains), "What only servers may say came out of an envelope.");
            ReadMessage(new MessageStanza(_me).WithContent(envelope));
            _ = TrustMessages.Read(envelope, "urn:xmpp:omemo:2");
        }
        catch (ChatSecureException e) when (e.Kind == ErrorKind.Protocol)
        {
            // Refused.
        }
    }

    /// <summary>One element before every reader there is.</summary>
    public static void All(ReadOnlySpan<byte> input)
    {
        if (Parse(input) is not { } element)
        {
            return;
        }

        ReadMessage(Wrap(new MessageStanza(_me) { From = _peer }, element));
        if (element.Is("message", Stanza.ClientNamespace))
        {
            ReadMessage(new(element));
        }

        ReadPersonal(element);
        ReadFiles(element);
        _ = RosterItems.Read(element, out _);
        _ = ArchivePayload.ReadEnd(element, []);
        _ = ArchivePayload.ReadResult(element, _me, _me);
        _ = ArchivePayload.ReadResult(element, _peer.Bare, _me);
        Finding.Unless(
            StanzaErrorException.FromStanza(Wrap(new IqStanza("error", new("x", "y")), element)) is not null,
            "An error is none."
        );
        try
        {
            _ = RegistrationForm.Read(Wrap(new IqStanza("result", new("x", "y")), element));
        }
        catch (ChatSecureException e) when (e.Kind == ErrorKind.NotSupported)
        {
            // Not even a name and a password.
        }
    }

    public static void ReadMessage(MessageStanza message)
    {
        var live = IncomingMessageReader.Live(message, _me);
        _ = (live.GetTombstone(), message.GetBodyWithoutFallback(Replies.Namespace, Retractions.Namespace, ""));
        _ = (message.GetOriginId(), message.GetDelay(_me), message.GetChatState(), message.GetDisplayedFor(), message.IsMarkable());
        _ = (message.HasReceiptRequest(), message.GetReceiptFor(), message.GetReplaces(), message.GetReply(), message.GetReferenceId());
        _ = (message.GetRetracts(), message.GetRetractableId(), message.GetEncryption(), message.GetEncryptionName());
        _ = (CarbonPayload.Unwrap(message, _me), OmemoPayload.TryRead(message, out _, out _));
        Finding.Unless(message.GetOptOut() is not { Length: > OmemoOptOut.MaxReason }, "A reason without end.");
        Finding.Unless(message.GetReactions()?.Emojis.All(Emoji.IsOne) != false, "A reaction that is no emoji.");
        Finding.Unless(message.GetLinks(message.Body).All(LinkDescriptions.IsAcceptable), "A message tells what can't be told.");
        var files = message.GetSharedFiles();
        var encrypted = files.SelectMany(file => file.EncryptedSources).ToList();
        Finding.Unless(encrypted.TrueForAll(source => source is { Sources.Count: > 0, Iv.Length: 12 or 16 }), "A key of no use.");
        var addresses = files.SelectMany(file => file.Sources).Concat(encrypted.SelectMany(source => source.Sources));
        foreach (var uri in addresses.Append(message.GetOutOfBand()))
        {
            Finding.Unless(uri is null or { Scheme: "https" }, "A source that is not secure.");
        }
    }

    private static void ReadPersonal(XmppElement element)
    {
        _ = (AvatarPayload.ReadMetadata(element), AvatarPayload.ReadData(element));
        ReadOmemo(element);
        _ = PubSubPayload.ReadConfiguration(element, new() { Access = AccessModel.Whitelist });
        var items = PubSubPayload.ReadAnswer(element, "node");
        foreach (var item in (items ?? []).Concat(PubSubPayload.ReadEvent(element, _peer)?.Items ?? []))
        {
            _ = AvatarPayload.ReadMetadata(item.Payload);
            ReadOmemo(item.Payload);
        }
    }

    private static void ReadOmemo(XmppElement? element)
    {
        foreach (var dialect in OmemoDialect.All)
        {
            _ = (DeviceListPayload.Read(element, dialect), BundlePayload.Read(element, dialect));
            _ = element is null ? null : EncryptedElement.Read(element, dialect);
        }
    }

    private static void ReadFiles(XmppElement element)
    {
        var metadata = FileMetadataPayload.Read(element);
        var name = SafeFileName.From(metadata.Name);
        Finding.Unless(name.Length > 0 && name == Path.GetFileName(name) && name is not ("." or ".."), "A file name that is a path.");
        foreach (var header in UploadPayload.ReadSlot(element, 1, "image/png")?.Headers ?? [])
        {
            Finding.Unless(!header.Value.AsSpan().ContainsAny('\r', '\n'), "A header that is several.");
        }

        _ = JinglePayload.ReadReason(element);
        try
        {
            var terms = JinglePayload.ReadInitiate(element);
            _ = (JinglePayload.ReadAccept(element, terms), JinglePayload.ReadChecksum(element, terms));
        }
        catch (StanzaErrorException)
        {
            // Refused, with a reason for the other side.
        }
    }

    private static XmppElement? Parse(ReadOnlySpan<byte> input)
    {
        try
        {
            return XmppElement.Parse(input);
        }
        catch (XmppXmlException)
        {
            return null;
        }
    }

    private static T Wrap<T>(T stanza, XmppElement element)
        where T : Stanza
    {
        stanza.Element.Add(element);
        return stanza;
    }
}
