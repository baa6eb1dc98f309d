// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Clients;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Output;

/// <summary>An event of the engine as it is told to programs: its name, and what writes its members but <c>account</c>.</summary>
internal sealed record Notification(string Name, Action<Utf8JsonWriter> WriteMembers)
{
    /// <summary>What to tell about an event: a message that was sent from here is told by its state alone.</summary>
    public static IEnumerable<Notification> Of(ChatEvent chatEvent, Words words)
    {
        switch (chatEvent)
        {
            case ConnectionChanged changed:
                yield return Connection(changed);
                break;
            case MessageAdded { Message: { DecryptFailure: { } failure } message }:
                yield return Undecryptable(message, Word.Of(failure));
                break;
            case MessageAdded { Message: { Direction: MessageDirection.Outgoing, Source: MessageSource.Live } message }:
                // Sent from here: who sent it has it as the answer. Copies from other devices come as carbon or from the archive.
                yield return MessageState(message);
                break;
            case MessageAdded { Message: var message }:
                yield return new("message", json => JsonShapes.Message(json, message));
                break;
            case MessageChanged { Message: { Direction: MessageDirection.Outgoing } message }:
                yield return MessageState(message);
                break;
            case DeviceChanged { Device: var device }:
                yield return new(
                    "device",
                    json =>
                    {
                        json.WriteString("jid", device.Owner.ToString());
                        JsonShapes.Device(json, device);
                    }
                );
                break;
            case ContactChanged changed:
                yield return new("contact", json => JsonShapes.Contact(json, changed.Contact, changed.Removed));
                break;
            case TypingChanged typing:
                yield return new(
                    "typing",
                    json =>
                    {
                        json.WriteString("with", typing.Peer.ToString());
                        json.WriteString("state", Word.Of(typing.State));
                    }
                );
                break;
            case ErrorOccurred error:
                yield return Error(Word.Of(error.Kind), Failure.Of(error.Kind, error.Message, words).Message);
                break;
            case EventsLost:
                yield return Error("eventsLost", words("cli.eventsLost"));
                break;
        }
    }

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
            }
        );

    private static Notification MessageState(ChatMessage message) =>
        new(
            "messageState",
            json =>
            {
                json.WriteString("id", message.Id.Value);
                json.WriteString("with", message.Conversation.Peer.ToString());
                json.WriteString("state", Word.Of(message.State));
                JsonShapes.Optional(json, "reason", message.FailureReason);
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
