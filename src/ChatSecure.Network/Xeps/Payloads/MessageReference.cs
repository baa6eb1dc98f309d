// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>By which id other messages speak of a message.</summary>
internal static class MessageReference
{
    /// <summary>For reactions and replies (XEP-0444, section 4.2; XEP-0461, section 4.1): in rooms the room's id and no other, elsewhere the sender's.</summary>
    public static string? Of(MessageStanza message) =>
        message.IsError ? null
        : message.Type == "groupchat" ? OfRoom(message)
        : message.GetOriginId() ?? StanzaId.Read(message.Id);

    public static string? OfRoom(MessageStanza message) => message.From is { } from ? message.GetArchiveId(from.Bare) : null;
}
