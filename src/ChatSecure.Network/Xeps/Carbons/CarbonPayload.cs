// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Network.Xeps.Carbons;

/// <summary>The wrapping of a carbon (XEP-0280), taken off.</summary>
internal static class CarbonPayload
{
    public const string Namespace = "urn:xmpp:carbons:2";
    public const string Received = "received";
    public const string Sent = "sent";

    /// <summary>Checks and unwraps; null if anything about it is wrong.</summary>
    public static IncomingMessage? Unwrap(MessageStanza outer, Jid account)
    {
        // XEP-0280, section 11: only our own bare address may send carbons. An absent address does not count either: forging is too easy to get wrong.
        if (outer.From != account || outer.IsError || outer.Type == "groupchat")
        {
            return null;
        }

        var wrappers = outer.Element.Children.Where(child => child.Namespace == Namespace).ToArray();
        if (wrappers is not [{ Name: Received or Sent } wrapper] || ForwardedMessage.Read(wrapper) is not { } forwarded)
        {
            return null;
        }

        var inner = forwarded.Message;
        var isSent = wrapper.Name == Sent;
        var isOurs = isSent ? inner.From?.Bare == account : inner.From is not null && inner.To?.Bare == account;
        if (!isOurs || inner.Type == "groupchat" || IsWrapper(inner))
        {
            return null;
        }

        return new(
            inner,
            MessageSource.Carbon,
            isSent ? MessageDirection.Outgoing : MessageDirection.Incoming,
            forwarded.Stamp,
            inner.GetArchiveId(account)
        );
    }

    private static bool IsWrapper(MessageStanza message) =>
        message.Element.Children.Any(child => child.Namespace is Namespace or ArchivePayload.Namespace);
}
