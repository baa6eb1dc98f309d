// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Media;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Links;
using ChatSecure.Network.Xeps.Otr;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Core.Sending;

/// <summary>Makes the stanzas of messages and acts of ours.</summary>
internal static class OutgoingStanza
{
    /// <param name="message">The message.</param>
    /// <param name="answered">The message that this one answers, if it does and that is known.</param>
    public static OutgoingContent Of(ChatMessage message, AnsweredMessage? answered = null) =>
        new(
            message.Id,
            message.Conversation,
            () => Plain(message, answered),
            () => Create(message, answered),
            FileText.Join(message.Body!, message.Attachments)
        )
        {
            Text = message,
        };

    /// <param name="act">The act.</param>
    /// <param name="words">What it says to who does not know it.</param>
    public static OutgoingContent Of(MessageAct act, OutgoingWords words) =>
        (
            act.Kind switch
            {
                MessageActKind.Retraction => new(
                    act.Id,
                    act.Conversation,
                    () => Retraction(act, words),
                    () => Retraction(act, words),
                    words.Retraction
                ),
                MessageActKind.Reaction => new(
                    act.Id,
                    act.Conversation,
                    () => Reaction(act),
                    () => Reaction(act),
                    act.Emojis.Count == 0 ? words.NoReaction : string.Join(' ', act.Emojis)
                ),
                _ => Of(MessageOf(act)),
            }
        ) with
        {
            At = act.At,
        };

    /// <summary>A message of a private conversation, to the client that it is with.</summary>
    public static MessageStanza Private(ChatMessage message, Jid to, string body)
    {
        var stanza = Create(message, null);
        stanza.To = to;
        OtrPayload.Add(stanza, body, isText: true);
        return stanza;
    }

    /// <summary>An edit as the message that it travels as.</summary>
    public static ChatMessage MessageOf(MessageAct edit) =>
        new()
        {
            Conversation = edit.Conversation,
            Id = edit.Id,
            From = edit.From,
            Direction = edit.Direction,
            Timestamp = edit.At,
            Body = edit.Body,
            Encryption = edit.Encryption,
            State = edit.State,
            Replaces = edit.Target,
        };

    private static MessageStanza Plain(ChatMessage message, AnsweredMessage? answered)
    {
        var stanza = Create(message, answered);
        stanza.Body = message.Body!.Length > 0 ? message.Body : null;
        if (answered?.Quotation is { } quotation && stanza.GetReply() is { } reply)
        {
            stanza.SetReply(reply, quotation);
        }

        SharedFiles.Write(stanza, message.Attachments);
        foreach (var link in message.Links)
        {
            stanza.AddLink(link);
        }

        return stanza;
    }

    private static MessageStanza Create(ChatMessage message, AnsweredMessage? answered)
    {
        var stanza = new MessageStanza(message.Conversation.Peer) { Id = message.Id.Value };
        stanza.SetOriginId(message.Id.Value);
        if (message.Replaces is { } replaces)
        {
            stanza.SetReplaces(replaces.Value);
            return stanza;
        }

        stanza.AddReceiptRequest();
        stanza.AddMarkable();
        if (message.ReplyTo is { } replyTo)
        {
            stanza.SetReply(new Reply(replyTo.Value, answered?.Author ?? message.Conversation.Peer));
        }

        return stanza;
    }

    /// <summary>Makes what was to be said to one person what is said to a room. There nobody is asked for receipts: everybody would answer, for all to read
    /// (XEP-0184, section 5.3).</summary>
    public static MessageStanza ForRoom(MessageStanza stanza)
    {
        stanza.Type = "groupchat";
        foreach (var request in stanza.Element.Children.Where(IsRequestForReport).ToList())
        {
            stanza.Element.Remove(request);
        }

        return stanza;
    }

    private static bool IsRequestForReport(XmppElement element) =>
        element.Is("request", Receipts.Namespace) || element.Is("markable", Markers.Namespace);

    private static MessageStanza Retraction(MessageAct act, OutgoingWords words) =>
        WithId(Retractions.CreateRetraction(act.Conversation.Peer, act.Target.Value, words.Retraction), act);

    private static MessageStanza Reaction(MessageAct act) =>
        WithId(Reactions.CreateReactions(act.Conversation.Peer, new ReactionSet(act.Target.Value, act.Emojis)), act);

    private static MessageStanza WithId(MessageStanza stanza, MessageAct act)
    {
        stanza.Id = act.Id.Value;
        stanza.SetOriginId(act.Id.Value);
        return stanza;
    }
}
