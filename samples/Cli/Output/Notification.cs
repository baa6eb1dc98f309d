// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Output;

/// <summary>An event of the engine as it is told to programs: its name, and what writes its members but <c>account</c>.</summary>
internal sealed record Notification(string Name, Action<Utf8JsonWriter> WriteMembers)
{
    /// <summary>What to tell about an event; null for nothing.</summary>
    public static Notification? Of(ChatEvent chatEvent, Words words) =>
        chatEvent switch
        {
            ConnectionChanged changed => Connection(changed),
            MessageAdded { Message: { DecryptFailure: { } failure } message } => Undecryptable(message, Word.Of(failure)),
            // Sent from here: who sent it has it as the answer. Copies from other devices come as carbon or from the archive.
            MessageAdded { Message: { Direction: MessageDirection.Outgoing, Source: MessageSource.Live } message } => MessageState(message),
            MessageAdded { Message: var message } => new("message", json => JsonShapes.Message(json, message)),
            HistoryAdded { Message: var message } => new("history", json => JsonShapes.StoredMessage(json, message)),
            MessageChanged { Act: { Direction: MessageDirection.Outgoing, State: DeliveryState.Queued } act } => ActState(act),
            // Of our own retraction its state tells.
            MessageChanged { Act: { Direction: MessageDirection.Outgoing, Source: MessageSource.Live } } => null,
            MessageChanged { Act: { } act } => new(NameOf(act.Kind), json => JsonShapes.Act(json, act)),
            MessageChanged { Message: { Direction: MessageDirection.Outgoing } message } => MessageState(message),
            MessageActChanged { Act: var act } => ActState(act),
            DeviceChanged { Device: var device } => Device(device),
            DeviceListChanged changed => new("devices", json => json.WriteString("jid", changed.Owner.ToString())),
            OtrChanged changed => Otr(changed),
            EncryptionOptOutChanged changed => OptOut(changed),
            ContactChanged changed => new("contact", json => JsonShapes.Contact(json, changed.Contact, changed.Removed)),
            TransferProgress progress => Transfer(progress),
            ContactMoved moved => Moved(moved),
            GroupChanged changed => new("group", json => GroupShapes.Group(json, changed.Group)),
            GroupMemberChanged changed => Member(changed),
            GroupInvited invited => new("groupInvitation", json => GroupShapes.Invitation(json, invited.Invitation)),
            GroupPrivateMessageRefused refused => new("groupPrivateMessageRefused", json => GroupShapes.Refused(json, refused)),
            TypingChanged typing => Typing(typing),
            NotificationDue due => Due(due),
            ProfileLocked changed => new("profile", json => json.WriteBoolean("locked", changed.IsLocked)),
            ErrorOccurred error => Error(Word.Of(error.Kind), Failure.Of(error.Kind, error.Message, words).Message),
            EventsLost => Error("eventsLost", words("cli.eventsLost")),
            _ => null,
        };

    private static Notification Connection(ConnectionChanged changed) =>
        new(
            "connection",
            json =>
            {
                json.WriteString("state", Word.Of(changed.Status.State));
                if (changed.Status.Reason is { } reason)
                {
                    json.WriteString("reason", Word.Of(reason));
                }

                if (changed.Status.Resumed)
                {
                    json.WriteBoolean("resumed", true);
                }
            }
        );

    private static Notification Undecryptable(ChatMessage message, string reason) =>
        new(
            "messageUndecryptable",
            json =>
            {
                json.WriteString("id", message.Id.Value);
                json.WriteString("from", message.From.ToString());
                json.WriteString("with", message.Conversation.Peer.ToString());
                json.WriteString("reason", reason);
                JsonShapes.Room(json, message);
            }
        );

    private static Notification MessageState(ChatMessage message) =>
        MessageState(message.Id, message.Conversation, message.State, message.FailureReason);

    private static Notification ActState(MessageAct act) => MessageState(act.Id, act.Conversation, act.State, act.FailureReason);

    private static Notification MessageState(MessageId id, ConversationId conversation, DeliveryState state, string? reason) =>
        new(
            "messageState",
            json =>
            {
                json.WriteString("id", id.Value);
                json.WriteString("with", conversation.Peer.ToString());
                json.WriteString("state", Word.Of(state));
                JsonShapes.Optional(json, "reason", reason);
            }
        );

    // An edit is a message that replaces another.
    private static string NameOf(MessageActKind kind) =>
        kind switch
        {
            MessageActKind.Retraction => "retraction",
            MessageActKind.Reaction => "reaction",
            _ => "message",
        };

    private static Notification Device(DeviceInfo device) =>
        new(
            "device",
            json =>
            {
                json.WriteString("jid", device.Owner.ToString());
                JsonShapes.Device(json, device);
            }
        );

    private static Notification OptOut(EncryptionOptOutChanged changed) =>
        new(
            "optOut",
            json =>
            {
                json.WriteString("with", changed.Peer.ToString());
                json.WriteBoolean("optedOut", changed.IsOptedOut);
                JsonShapes.Optional(json, "reason", changed.Reason);
            }
        );

    private static Notification Otr(OtrChanged changed) => new("otr", json => JsonShapes.Otr(json, changed));

    private static Notification Transfer(TransferProgress progress) =>
        new(
            "transfer",
            json =>
            {
                json.WriteString("id", progress.Message.Id.Value);
                json.WriteString("with", progress.Message.Conversation.Peer.ToString());
                json.WriteString("direction", progress.Message.Direction == MessageDirection.Incoming ? "in" : "out");
                json.WriteNumber("number", progress.Index + 1);
                json.WriteNumber("bytes", progress.Bytes);
                if (progress.Total is { } total)
                {
                    json.WriteNumber("total", total);
                }
            }
        );

    private static Notification Moved(ContactMoved moved) =>
        new(
            "contactMoved",
            json =>
            {
                json.WriteString("jid", moved.OldAddress.ToString());
                json.WriteString("newJid", moved.NewAddress.ToString());
            }
        );

    private static Notification Member(GroupMemberChanged changed) =>
        new(
            "groupMember",
            json =>
            {
                json.WriteString("room", changed.Room.ToString());
                GroupShapes.Member(json, changed.Member);
                JsonShapes.Optional(json, "formerNick", changed.FormerNick);
                JsonShapes.Optional(json, "reason", changed.Reason);
            }
        );

    private static Notification Typing(TypingChanged typing) =>
        new(
            "typing",
            json =>
            {
                json.WriteString("with", typing.Peer.ToString());
                json.WriteString("state", Word.Of(typing.State));
            }
        );

    // What of it may be shown to whoever looks at the screen.
    private static Notification Due(NotificationDue due) =>
        new(
            "notification",
            json =>
            {
                json.WriteString("with", due.Conversation.Peer.ToString());
                JsonShapes.Optional(json, "sender", due.Sender);
                JsonShapes.Optional(json, "text", due.Text);
            }
        );

    private static Notification Error(string code, string message) =>
        new(
            "error",
            json =>
            {
                json.WriteString("code", code);
                json.WriteString("message", message);
            }
        );
}
