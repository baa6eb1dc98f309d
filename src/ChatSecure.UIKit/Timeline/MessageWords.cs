// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Styling;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Timeline;

/// <summary>Puts a message into words.</summary>
/// <param name="brand">Whose words.</param>
/// <param name="time">The clock and time zone.</param>
/// <param name="nameOf">What people are called.</param>
/// <param name="reply">What is known of the message that another one answers.</param>
/// <param name="transfers">How far files are; null if nobody looks.</param>
/// <param name="group">The group that it is said in; null between two.</param>
/// <param name="unsent">What of ours was not sent; null if nobody looks.</param>
/// <param name="previews">What is known of links; null if nobody looks.</param>
/// <param name="pictureOf">The pictures of people; null if nobody looks.</param>
internal sealed class MessageWords(
    Brand brand,
    TimeProvider time,
    Func<Jid, string?, string> nameOf,
    Func<ChatMessage, (ReplyState, ChatMessage?)> reply,
    TransferBook? transfers = null,
    Group? group = null,
    UnsentActs? unsent = null,
    LinkPreviews? previews = null,
    Func<Jid, PictureRef?>? pictureOf = null
)
{
    private const int MaxPreview = 120;
    private const int MaxEmoji = 16;
    private const int MaxChips = 20;
    private const int MaxReason = 500;

    /// <summary>The row, not yet in a group.</summary>
    public MessageRow Row(ChatMessage message)
    {
        var isOwn = message.Direction == MessageDirection.Outgoing;
        var sender = Sender(message);
        var kind = Kind(message);
        var isCut = false;
        var body = Body(message, kind, sender, ref isCut);
        var isThere = kind is MessageKind.Text or MessageKind.Emoji or MessageKind.Action or MessageKind.Location;
        var row = new MessageRow
        {
            Id = $"{message.Direction} {message.Id}",
            MessageId = message.Id,
            Reference = new(message.Conversation, message.Direction, message.Id),
            Kind = kind,
            IsOwn = isOwn,
            Sender = sender,
            Picture = isOwn ? null : pictureOf?.Invoke(message.From.Bare),
            Body = body,
            Summary = body.Length > 0 ? DisplayText.Line(body, MaxPreview) : Line(message, brand),
            Spans = isThere ? [.. MessageStyling.Parse(body)] : [],
            IsCut = isCut,
            DecryptFailure = message.DecryptFailure,
            Reply = message.ReplyTo is null ? null : Reply(message),
            Attachments = Timeline.Attachments.Of(message, sender, brand, transfers),
            Links = previews?.Of(message, sender, brand) ?? [],
            CanPreview =
                isThere && body.Contains("https://", StringComparison.OrdinalIgnoreCase) && brand.Privacy.IsOn(PrivacySwitch.LinkPreviews),
            Reactions = Chips(message),
            EditedText = message is { EditedAt: not null, RetractedAt: null } ? brand.Text("message.edited") : null,
            CanEdit = isOwn && isThere && message.State != DeliveryState.Failed && brand.Features.IsOn(BrandFeature.Editing),
            CanRetract =
                isOwn
                && message.RetractedAt is null
                && message.State != DeliveryState.Failed
                && brand.Features.IsOn(BrandFeature.Retraction),
            CanDelete = !isOwn || message.State != DeliveryState.Sent,
            CanModerate =
                group is { MayModerate: true }
                && message is { Direction: MessageDirection.Incoming, RetractedAt: null, ArchiveId: not null },
            IsMention = !isOwn && isThere && group?.Room.Nick is { } nick && Mention.IsIn(body, nick),
            CanAnswer = isThere,
            CanReply = isThere && brand.Features.IsOn(BrandFeature.Replies),
            CanReact = isThere && brand.Features.IsOn(BrandFeature.Reactions),
            IsWaiting = isOwn && message.State == DeliveryState.Queued && unsent is { IsOffline: true },
            UnsentActs = unsent?.Of(message, brand) ?? [],
            CanCancel = isOwn && message.State == DeliveryState.Queued,
            CanRetry = isOwn && message is { State: DeliveryState.Failed, Body: not null, RetractedAt: null },
            Location = GeoLocation.TryParse(message.Body, out var place) && kind == MessageKind.Location ? place : null,
            Timestamp = message.Timestamp,
            TimeText = TimeWords.Clock(brand, time, message.Timestamp),
            Lock = message.GetLock(),
            LockText = brand.Text(TextId.Of(message.GetLock())),
            Trust = message.Trust,
            TrustText = message.Trust is { } trust ? brand.Text(TextId.Of(trust)) : null,
            Delivery = isOwn ? message.State : null,
            DeliveryText = isOwn ? Delivery(message) : null,
            AccessibleText = string.Empty,
        };
        return row with { AccessibleText = Accessible(row) };
    }

    /// <summary>A message on one line: above what answers it, in lists, and outside of the app.</summary>
    /// <param name="message">The message.</param>
    /// <param name="brand">Whose words.</param>
    /// <param name="max">How much of its text, in UTF-16 characters.</param>
    public static string Line(ChatMessage message, Brand brand, int max = MaxPreview) =>
        message switch
        {
            { RetractedAt: not null } => brand.Text("message.retracted"),
            { Body: null or "", Attachments: [{ } file, ..] } => Timeline.Attachments.Preview(file, brand),
            { Body: null } => brand.Text("conversations.preview.undecryptable"),
            _ => DisplayText.Line(message.Body, max),
        };

    /// <summary>The text of a message, whole however long it is; as in its row otherwise.</summary>
    public string FullText(ChatMessage message) =>
        Kind(message) switch
        {
            MessageKind.Text => DisplayText.Full(message.Body!),
            MessageKind.Action => MeCommand.Present(Sender(message), DisplayText.Full(MeCommand.GetAction(message.Body!)!)),
            _ => Row(message).Body,
        };

    /// <summary>Who wrote a message.</summary>
    public string Sender(ChatMessage message) => Sender(message, nameOf, brand);

    /// <summary>Who wrote a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="nameOf">What people are called.</param>
    /// <param name="brand">Whose words.</param>
    public static string Sender(ChatMessage message, Func<Jid, string?, string> nameOf, Brand brand) =>
        message.Direction == MessageDirection.Outgoing ? brand.Text("message.fromYou")
        // A room vouches for real addresses; a name in a room is whatever its bearer likes, and stands alone only where the room hides who that is.
        : message.From.Bare == message.Conversation.Peer && DisplayText.Name(message.SenderName) is { } nick ? nick
        : nameOf(message.From.Bare, message.SenderName ?? DisplayText.Name(message.From.Resource));

    private string Person(Jid person) => nameOf(person.Bare, DisplayText.Name(person.Resource));

    private static MessageKind Kind(ChatMessage message) =>
        message switch
        {
            { RetractedAt: not null } => MessageKind.Retracted,
            { Body: null } => MessageKind.Unreadable,
            { Body: var body } when MeCommand.GetAction(body) is not null => MessageKind.Action,
            { Body: var body } when GeoLocation.TryParse(body, out _) => MessageKind.Location,
            { Body: var body } when EmojiText.IsFew(body) => MessageKind.Emoji,
            _ => MessageKind.Text,
        };

    private string Body(ChatMessage message, MessageKind kind, string sender, ref bool isCut) =>
        kind switch
        {
            MessageKind.Retracted when message.Moderation is { } moderation => Moderated(moderation, message.Conversation.Account),
            MessageKind.Retracted => brand.Text(
                message.Direction == MessageDirection.Outgoing ? "message.retractedByYou" : "message.retracted"
            ),
            MessageKind.Unreadable => brand.Text(
                "message.undecryptable",
                ("reason", brand.Text(TextId.Of(message.DecryptFailure ?? DecryptFailure.Invalid)))
            ),
            MessageKind.Location when GeoLocation.TryParse(message.Body, out var place) => Place(place),
            MessageKind.Action => MeCommand.Present(sender, DisplayText.Body(MeCommand.GetAction(message.Body!)!, out isCut)),
            _ => DisplayText.Body(message.Body!, out isCut),
        };

    private string Moderated(Moderation moderation, Jid account)
    {
        var nick = DisplayText.Name(moderation.Nick);
        var who =
            moderation.Address == account ? brand.Text("message.moderated.byYou")
            : moderation.Address is { } address ? brand.Text("message.moderated", ("name", nameOf(address, nick)))
            : nick is not null ? brand.Text("message.moderated", ("name", nick))
            : brand.Text("message.moderated.unknown");
        return moderation.Reason is { Length: > 0 } reason
            ? brand.Text("message.moderated.reason", ("what", who), ("reason", DisplayText.Line(reason, MaxReason)))
            : who;
    }

    private string Place(GeoLocation place)
    {
        var coordinates = string.Create(CultureInfo.InvariantCulture, $"{place.Latitude:0.#####}, {place.Longitude:0.#####}");
        return brand.Text("message.location", ("place", coordinates));
    }

    private ReplyPreview Reply(ChatMessage message)
    {
        var (state, target) = reply(message);
        return target is null
            ? new(state, string.Empty, state == ReplyState.Pending ? string.Empty : brand.Text("message.unavailable"), null)
            : new(ReplyState.Ready, Sender(target), Line(target, brand), new(target.Conversation, target.Direction, target.Id));
    }

    private ValueList<ReactionChip> Chips(ChatMessage message)
    {
        var all = message.Reactions.SelectMany(reaction =>
            reaction.Emojis.Select(emoji => (Emoji: DisplayText.Line(emoji, MaxEmoji), reaction.From))
        );
        return
        [
            .. all.Where(entry => entry.Emoji.Length > 0)
                .GroupBy(entry => entry.Emoji)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Take(MaxChips)
                .Select(group => Chip(group.Key, [.. group.Select(entry => entry.From).Distinct()], message.Conversation.Account)),
        ];
    }

    private ReactionChip Chip(string emoji, IReadOnlyList<Jid> people, Jid account)
    {
        var isOwn = people.Any(person => person.Bare == account);
        var words = people.Select(person =>
            person.Bare == account
                ? brand.Text("reaction.byYou", ("reaction", emoji))
                : brand.Text("reaction.from", ("name", Person(person)), ("reaction", emoji))
        );
        return new(emoji, people.Count, isOwn, string.Join(", ", words.Take(MaxChips)));
    }

    private string Delivery(ChatMessage message) =>
        message is { State: DeliveryState.Failed, FailureReason: { } reason }
            ? brand.Text("message.failed", ("reason", FailureWords.Of(reason, brand)))
            : brand.Text(TextId.Of(message.State));

    private string Accessible(MessageRow row)
    {
        var text = row.IsOwn
            ? brand.Text(
                "timeline.row.own",
                ("time", row.TimeText),
                ("body", row.Body),
                ("lock", row.LockText),
                ("state", row.DeliveryText)
            )
            : brand.Text("timeline.row.incoming", ("name", row.Sender), ("time", row.TimeText), ("body", row.Body), ("lock", row.LockText));
        text = Sentences.Join(
            brand,
            text,
            row.Reply is { State: ReplyState.Ready } reply ? brand.Text("composer.replyingTo", ("name", reply.Sender)) : null,
            row.EditedText,
            row.UnsentActs.Count > 0 ? string.Join(' ', row.UnsentActs.Select(act => act.Text)) : null,
            row.IsMention ? brand.Text("accessibility.mention") : null,
            row.IsCut ? brand.Text("message.cut") : null
        );
        return Sentences.Join(
            brand,
            text,
            [.. row.Attachments.Select(file => file.AccessibleText), .. row.Reactions.Select(chip => chip.AccessibleText)]
        );
    }
}
