// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Cli.Hosting;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Output;

/// <summary>Messages and events as lines for people, in the brand's words.</summary>
internal static class EventText
{
    /// <summary>A line about an event; null for those that only programs care for.</summary>
    public static string? Of(ChatEvent chatEvent, Words words, TimeProvider time) =>
        chatEvent switch
        {
            ConnectionChanged { Account: var account, Status: var status } => words(
                "connection.status",
                ("address", account.ToString()),
                ("state", words(status.Resumed ? "connection.resumed" : TextId.Of(status.State)))
            ),
            MessageAdded { Message: var message } => Message(message, words, time),
            MessageChanged { Act: { } act } => Act(act, words),
            MessageActChanged { Act: { State: DeliveryState.Failed } act } => About(
                act.Conversation.Peer,
                words("message.failed", ("reason", TerminalText.OneLine(act.FailureReason ?? string.Empty)))
            ),
            MessageChanged { Message: { Direction: MessageDirection.Outgoing, State: DeliveryState.Failed } message } => About(
                message.Conversation.Peer,
                words("message.failed", ("reason", TerminalText.OneLine(message.FailureReason ?? string.Empty)))
            ),
            DeviceChanged { Device: { IsThisDevice: false, Fingerprint: { } fingerprint } device } => TrustChanged(
                device.Owner,
                fingerprint,
                device.Trust,
                words
            ),
            OtrChanged changed => About(changed.Peer, Private(changed, words)),
            EncryptionOptOutChanged { IsOptedOut: true } changed => About(
                changed.Peer,
                words("encryption.optedOut", ("reason", TerminalText.OneLine(changed.Reason ?? "-")))
            ),
            ContactChanged { Removed: false, Contact: { IsPendingIn: true } contact } => About(contact.Jid, words("contacts.pendingIn")),
            ContactMoved moved => About(moved.OldAddress, words("contacts.moved", ("address", moved.NewAddress.ToString()))),
            GroupChanged { Group: var group } when IsNews(group) => GroupText.State(group, words),
            GroupPrivateMessageRefused refused => words(
                "cli.group.privateRefused",
                ("nick", TerminalText.OneLine(refused.Nick)),
                ("group", refused.Room.ToString())
            ),
            GroupInvited invited => GroupText.Invited(invited.Invitation, words),
            TypingChanged { State: TypingState.Composing } typing => words("typing.composing", ("name", typing.Peer.ToString())),
            ErrorOccurred error => Failure.Of(error.Kind, error.Message, words).Message,
            EventsLost => words("cli.eventsLost"),
            _ => null,
        };

    /// <summary>A message: when, from whom, what, and how it was protected.</summary>
    public static string Message(ChatMessage message, Words words, TimeProvider time)
    {
        var local = TimeZoneInfo
            .ConvertTime(message.Timestamp, time.LocalTimeZone)
            .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var who = message.Direction == MessageDirection.Incoming ? Sender(message) : words("message.fromYou");
        var body =
            message.DecryptFailure is { } failure ? words("message.undecryptable", ("reason", words(TextId.Of(failure))))
            : message.RetractedAt is not null ? words("message.retracted")
            : TerminalText.Indented(message.Body ?? string.Empty);
        var edited = message.EditedAt is null || message.RetractedAt is not null ? string.Empty : $" ({words("message.edited")})";
        var reactions = string.Concat(message.Reactions.Select(reaction => $"\n    {Emojis(reaction.Emojis)} {reaction.From}"));
        var files = string.Concat(message.Attachments.Select((file, i) => $"\n    {File(file, i, words)}"));
        var links = string.Concat(message.Links.Select(link => $"\n    {Link(link).Replace("\n", "\n    ", StringComparison.Ordinal)}"));
        return $"{local}  {who}: {body}{edited}  [{words(TextId.LockOf(message))}]{links}{files}{reactions}";
    }

    /// <summary>What is told of a link: whoever wrote that, it stands below where the link leads.</summary>
    public static string Link(LinkMetadata link) =>
        string.Join(
            '\n',
            new[] { link.Address, link.Title, link.SiteName, link.Description }
                .Where(text => text is not null)
                .Select(text => TerminalText.OneLine(text!))
        );

    /// <summary>An act that waits to be sent or failed.</summary>
    public static string Unsent(MessageAct act, Words words) =>
        $"{act.Id.Value}  {Act(act, words)}  [{(act.State == DeliveryState.Failed ? words("message.failed", ("reason", TerminalText.OneLine(act.FailureReason ?? string.Empty))) : words(TextId.Of(act.State)))}]";

    private static string File(Attachment file, int index, Words words) =>
        words(
            "message.file",
            ("number", index + 1),
            ("name", TerminalText.OneLine(file.FileName ?? file.MediaType ?? string.Empty)),
            ("bytes", file.Size ?? 0)
        );

    // That a group is not entered because we are offline, the connection tells.
    private static bool IsNews(Group group) =>
        group.State is GroupState.Joined or GroupState.Refused || group is { State: GroupState.Left, Room.IsAutoJoined: false };

    // In a group the room stands first: a name there can look like anybody's address.
    private static string Sender(ChatMessage message) =>
        message.SenderName is { } nick ? $"{message.Conversation.Peer}/{TerminalText.OneLine(nick)}" : message.From.ToString();

    private static string Act(MessageAct act, Words words)
    {
        var who = act.Direction == MessageDirection.Incoming ? act.From.ToString() : words("message.fromYou");
        return act.Kind switch
        {
            MessageActKind.Retraction => words("message.act.retracted", ("who", who)),
            MessageActKind.Reaction when act.Emojis.Count == 0 => words("message.act.unreacted", ("who", who)),
            MessageActKind.Reaction => words("message.act.reacted", ("who", who), ("emojis", Emojis(act.Emojis))),
            _ => words("message.act.edited", ("who", who), ("body", TerminalText.Indented(act.Body ?? string.Empty))),
        };
    }

    // Only emojis get here, whoever sent them (XEP-0444).
    private static string Emojis(IEnumerable<string> emojis) => TerminalText.OneLine(string.Join(' ', emojis));

    public static string TrustChanged(Jid owner, Fingerprint fingerprint, TrustLevel trust, Words words) =>
        words(
            "trust.changed",
            ("fingerprint", fingerprint.ToGroupedString()),
            ("owner", owner.ToString()),
            ("trust", words(TextId.Of(trust)))
        );

    private static string Private(OtrChanged changed, Words words) =>
        changed switch
        {
            { Question: { } question } => words("otr.smp.question", ("question", TerminalText.OneLine(question))),
            { Smp: { } progress } => words(TextId.Of(progress), ("trust", Trust(changed, words))),
            _ => words(
                TextId.Of(changed.State),
                ("trust", Trust(changed, words)),
                ("fingerprint", changed.Fingerprint?.ToGroupedString() ?? string.Empty)
            ),
        };

    private static string Trust(OtrChanged changed, Words words) => words(TextId.Of(changed.Trust ?? TrustLevel.Undecided));

    private static string About(Jid who, string what) => $"{who}: {what}";
}
