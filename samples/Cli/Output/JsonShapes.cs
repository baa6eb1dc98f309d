// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text.Json;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Output;

/// <summary>The members of the JSON objects that this program prints: the same in answers, notifications and <c>--json</c> lines.</summary>
internal static class JsonShapes
{
    public static void Account(Utf8JsonWriter json, Jid account, ConnectionState state)
    {
        json.WriteString("account", account.ToString());
        json.WriteString("jid", account.ToString());
        json.WriteString("state", Word.Of(state));
    }

    /// <summary>A message as it is notified. One that could not be decrypted has <c>undecryptable</c> instead of <c>body</c>.</summary>
    public static void Message(Utf8JsonWriter json, ChatMessage message)
    {
        Begin(json, message.Id, message.Conversation, message.Direction, message.From);
        if (message.DecryptFailure is { } failure)
        {
            json.WriteString("undecryptable", Word.Of(failure));
        }
        else
        {
            json.WriteString("body", message.Body);
        }

        Protection(json, message.Encryption, message.Direction, message.Source, message.Trust, message.SenderKey);
        json.WriteString("timestamp", Timestamp(message.Timestamp));
        Optional(json, "replaces", message.Replaces?.Value);
        Optional(json, "replyTo", message.ReplyTo?.Value);
        if (message.Attachments.Count > 0)
        {
            Array(json, "attachments", message.Attachments, file => Attachment(json, file));
        }

        if (GeoLocation.TryParse(message.Body, out var place))
        {
            Location(json, place);
        }

        if (message.Links.Count > 0)
        {
            Array(json, "links", message.Links, link => Link(json, link));
        }

        Room(json, message);
    }

    private static void Location(Utf8JsonWriter json, GeoLocation place)
    {
        json.WriteStartObject("location");
        json.WriteNumber("lat", place.Latitude);
        json.WriteNumber("lon", place.Longitude);
        if (place.Altitude is { } altitude)
        {
            json.WriteNumber("altitude", altitude);
        }

        if (place.Uncertainty is { } uncertainty)
        {
            json.WriteNumber("uncertainty", uncertainty);
        }

        json.WriteEndObject();
    }

    /// <summary>A file of a message. Where an encrypted one lies is not told: that has its key.</summary>
    public static void Attachment(Utf8JsonWriter json, Attachment file)
    {
        Optional(json, "name", file.FileName);
        Optional(json, "mediaType", file.MediaType);
        Number(json, "size", file.Size);
        Optional(json, "sha256", file.Sha256);
        Optional(json, "description", file.Description);
        Number(json, "width", file.Width);
        Number(json, "height", file.Height);
        Number(json, "seconds", (long?)file.Duration?.TotalSeconds);
        Optional(json, "url", file.Source is { } source && source.StartsWith("https://", StringComparison.Ordinal) ? source : null);
        Optional(json, "stickerPack", file.StickerPack);
        Optional(json, "thumbnail", file.Thumbnail);
        json.WriteBoolean("inline", file.IsInline);
        json.WriteBoolean("here", file.MediaId is not null);
    }

    /// <summary>What is told of a link.</summary>
    public static void Link(Utf8JsonWriter json, LinkMetadata link)
    {
        json.WriteString("url", link.Address);
        Optional(json, "canonicalUrl", link.CanonicalAddress);
        Optional(json, "title", link.Title);
        Optional(json, "description", link.Description);
        Optional(json, "siteName", link.SiteName);
        Optional(json, "picture", link.Picture);
        Optional(json, "pictureDescription", link.PictureDescription);
    }

    /// <summary>Of a message of a group, the room and who wrote it there.</summary>
    public static void Room(Utf8JsonWriter json, ChatMessage message)
    {
        if (message.SenderName is { } nick)
        {
            json.WriteString("group", message.Conversation.Peer.ToString());
            json.WriteString("nick", nick);
        }
    }

    /// <summary>What somebody did to a message: an edit with <c>body</c> and <c>replaces</c>, a reaction with <c>message</c> and <c>emojis</c>, a retraction with
    /// <c>message</c>.</summary>
    public static void Act(Utf8JsonWriter json, MessageAct act)
    {
        Begin(json, act.Id, act.Conversation, act.Direction, act.From);
        if (act.Kind == MessageActKind.Edit)
        {
            json.WriteString("body", act.Body);
        }

        Protection(json, act.Encryption, act.Direction, act.Source, act.Trust, act.SenderKey);
        json.WriteString("timestamp", Timestamp(act.At));
        json.WriteString(act.Kind == MessageActKind.Edit ? "replaces" : "message", act.Target.Value);
        if (act.Kind == MessageActKind.Reaction)
        {
            Emojis(json, act.Emojis);
        }
    }

    /// <summary>An act of ours that waits to be sent or failed.</summary>
    public static void UnsentAct(Utf8JsonWriter json, MessageAct act)
    {
        Act(json, act);
        json.WriteString("kind", Word.Of(act.Kind));
        json.WriteString("state", Word.Of(act.State));
        Optional(json, "reason", act.FailureReason);
    }

    /// <summary>What was queued just now.</summary>
    public static void Sent(Utf8JsonWriter json, MessageId id, EncryptionKind encryption)
    {
        json.WriteString("id", id.Value);
        json.WriteString("encryption", Word.Of(encryption));
    }

    /// <summary>The same once the server has acknowledged it.</summary>
    public static void Acknowledged(Utf8JsonWriter json, MessageId id, EncryptionKind encryption)
    {
        Sent(json, id, encryption);
        json.WriteString("state", Word.Of(DeliveryState.Acked));
    }

    /// <summary>A message as history and search show it: with how far it has come.</summary>
    public static void StoredMessage(Utf8JsonWriter json, ChatMessage message)
    {
        Message(json, message);
        json.WriteString("state", Word.Of(message.State));
        Optional(json, "reason", message.FailureReason);
        Optional(json, "edited", message.EditedAt is { } edited ? Timestamp(edited) : null);
        Optional(json, "retracted", message.RetractedAt is { } retracted ? Timestamp(retracted) : null);
        if (message.Reactions.Count > 0)
        {
            Array(
                json,
                "reactions",
                message.Reactions,
                reaction =>
                {
                    json.WriteString("from", reaction.From.ToString());
                    Emojis(json, reaction.Emojis);
                }
            );
        }
    }

    private static void Begin(Utf8JsonWriter json, MessageId id, ConversationId conversation, MessageDirection direction, Jid from)
    {
        var (account, peer) = conversation;
        json.WriteString("id", id.Value);
        json.WriteString("from", from.ToString());
        json.WriteString("to", (direction == MessageDirection.Incoming ? account : peer).ToString());
        json.WriteString("with", peer.ToString());
    }

    private static void Protection(
        Utf8JsonWriter json,
        EncryptionKind encryption,
        MessageDirection direction,
        MessageSource source,
        TrustLevel? trust,
        Fingerprint? key
    )
    {
        json.WriteString("encryption", Word.Of(encryption));
        json.WriteString("direction", direction == MessageDirection.Incoming ? "in" : "out");
        json.WriteString("source", Word.Of(source));
        Optional(json, "trust", trust is { } level ? Word.Of(level) : null);
        Optional(json, "key", key?.Hex);
    }

    private static void Emojis(Utf8JsonWriter json, IEnumerable<string> emojis) => Strings(json, "emojis", emojis);

    public static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>A device. An OTR key has no <c>deviceId</c>.</summary>
    public static void Device(Utf8JsonWriter json, DeviceInfo device)
    {
        if (!device.IsOtr)
        {
            json.WriteNumber("deviceId", device.Device.Value);
        }

        Optional(json, "fingerprint", device.Fingerprint?.Hex);
        json.WriteString("trust", Word.Of(device.Trust));
        json.WriteBoolean("own", device.IsOwn);
        json.WriteBoolean("thisDevice", device.IsThisDevice);
        json.WriteBoolean("active", device.IsActive);
        Optional(json, "label", device.Label);
    }

    /// <summary>What changed about a private conversation.</summary>
    public static void Otr(Utf8JsonWriter json, OtrChanged changed)
    {
        json.WriteString("with", changed.Peer.ToString());
        json.WriteString("state", Word.Of(changed.State));
        Optional(json, "fingerprint", changed.Fingerprint?.Hex);
        Optional(json, "trust", changed.Trust is { } trust ? Word.Of(trust) : null);
        Optional(json, "smp", changed.Smp is { } progress ? Word.Of(progress) : null);
        Optional(json, "question", changed.Question);
    }

    /// <summary>How it stands with a private conversation; without one, only that there is none.</summary>
    public static void Otr(Utf8JsonWriter json, Jid peer, OtrStatus status)
    {
        json.WriteString("with", peer.ToString());
        json.WriteString("state", Word.Of(status.State));
        if (status.Fingerprint is { } fingerprint)
        {
            json.WriteString("fingerprint", fingerprint.Hex);
            json.WriteString("trust", Word.Of(status.Trust));
            Optional(json, "sessionId", status.SessionId);
            json.WriteBoolean("secretAsked", status.IsSecretAsked);
        }
    }

    public static void Contact(Utf8JsonWriter json, Contact contact, bool removed = false)
    {
        json.WriteString("jid", contact.Jid.ToString());
        Optional(json, "name", contact.Name);
        if (contact.Groups.Count > 0)
        {
            Strings(json, "groups", contact.Groups);
        }

        json.WriteString("subscription", removed ? "removed" : Word.Of(contact.Subscription));
        json.WriteString("presence", Word.Of(contact.Availability));
        json.WriteBoolean("pendingIn", contact.IsPendingIn);
        json.WriteBoolean("pendingOut", contact.IsPendingOut);
        json.WriteBoolean("blocked", contact.IsBlocked);
        Optional(json, "statusText", contact.StatusText);
        Optional(json, "idleSince", contact.IdleSince is { } idle ? Timestamp(idle) : null);
        Optional(json, "nickname", contact.Nickname);
        Optional(json, "avatarId", contact.AvatarId);
    }

    /// <summary>How the person was last shown to others from here.</summary>
    public static void Persona(Utf8JsonWriter json, OwnPersona persona)
    {
        Optional(json, "nickname", persona.Nickname);
        json.WriteString("availability", Word.Of(persona.Availability));
        Optional(json, "text", persona.StatusText);
    }

    /// <summary>When somebody was last there; nothing if that is not told.</summary>
    public static void Activity(Utf8JsonWriter json, ContactActivity? activity)
    {
        Number(json, "seconds", (long?)activity?.Ago.TotalSeconds);
        Optional(json, "text", activity?.Text);
    }

    public static void Invitation(Utf8JsonWriter json, InvitationLink link)
    {
        json.WriteString("uri", link.Uri);
        Optional(json, "landingPage", link.LandingPage?.AbsoluteUri);
        Optional(json, "expiresAt", link.ExpiresAt is { } end ? Timestamp(end) : null);
        json.WriteBoolean("allowsRegistration", link.AllowsRegistration);
    }

    /// <summary>What an <c>xmpp:</c> link wants, as whoever wrote it says.</summary>
    public static void ChatLink(Utf8JsonWriter json, ChatLink link)
    {
        json.WriteString("kind", Word.Of(link.Kind));
        json.WriteString("address", link.Address.ToString());
        Optional(json, "token", link.Token);
        json.WriteBoolean("allowsRegistration", link.AllowsRegistration);
        Optional(json, "name", link.SuggestedName);
        Optional(json, "body", link.Body);
    }

    public static void Findings(Utf8JsonWriter json, Jid account, IEnumerable<DoctorFinding> findings)
    {
        json.WriteString("account", account.ToString());
        Array(
            json,
            "findings",
            findings,
            finding =>
            {
                json.WriteString("area", finding.Area);
                json.WriteString("name", finding.Name);
                json.WriteString("grade", Word.Of(finding.Grade));
                json.WriteString("detail", finding.Detail);
            }
        );
    }

    public static void Version(Utf8JsonWriter json)
    {
        json.WriteString("name", ProgramInfo.Name);
        json.WriteString("version", ProgramInfo.Version);
    }

    public static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> writeMembers)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            writeMembers(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    public static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    // RFC 3339 in UTC, always with milliseconds, so that the strings also sort by time.
    public static string Timestamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
