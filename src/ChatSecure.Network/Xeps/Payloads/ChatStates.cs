// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Chat state notifications (XEP-0085).</summary>
public static class ChatStates
{
    /// <summary>The namespace and the feature to advertise if the app shows or sends states.</summary>
    public const string Namespace = "http://jabber.org/protocol/chatstates";

    /// <summary>What the sender does. Two states in one message are none, and an error has none.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The state; null if there is none.</returns>
    public static TypingState? GetChatState(this MessageStanza message)
    {
        if (message.IsError)
        {
            return null;
        }

        TypingState? state = null;
        foreach (var child in message.Element.Children)
        {
            if (child.Namespace == Namespace)
            {
                if (state is not null || Read(child.Name) is not { } read)
                {
                    return null;
                }

                state = read;
            }
        }

        return state;
    }

    /// <summary>Adds a state to a message with content, in place of a former one.</summary>
    /// <param name="message">The message.</param>
    /// <param name="state">The state; <see cref="TypingState.Active"/> is the one that goes with content.</param>
    public static void SetChatState(this MessageStanza message, TypingState state)
    {
        foreach (var old in message.Element.Children.Where(child => child.Namespace == Namespace).ToArray())
        {
            message.Element.Remove(old);
        }

        message.Element.Add(new XmppElement(Write(state), Namespace));
    }

    /// <summary>Creates a message that only tells a state, which nobody shall keep.</summary>
    /// <param name="to">The peer.</param>
    /// <param name="state">The state.</param>
    /// <returns>The message.</returns>
    public static MessageStanza CreateChatState(Jid to, TypingState state)
    {
        var message = new MessageStanza(to);
        message.SetChatState(state);
        message.AddHint(ProcessingHint.NoStore);
        return message;
    }

    private static TypingState? Read(string name) =>
        name switch
        {
            "active" => TypingState.Active,
            "composing" => TypingState.Composing,
            "paused" => TypingState.Paused,
            "inactive" => TypingState.Inactive,
            "gone" => TypingState.Gone,
            _ => null,
        };

    private static string Write(TypingState state) =>
        state switch
        {
            TypingState.Active => "active",
            TypingState.Composing => "composing",
            TypingState.Paused => "paused",
            TypingState.Inactive => "inactive",
            TypingState.Gone => "gone",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
}
