// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using Microsoft.AspNetCore.Http;

namespace ChatSecure.Desktop.Serving;

/// <summary>Where the files of messages and the pictures of contacts stand, for screens of an app that show films or large pictures by address. A path names a message or a contact, never a file: what is not in the profile is
/// nowhere.</summary>
public static class MediaPaths
{
    internal const string Attachment = "/media/attachment";
    internal const string Avatar = "/media/avatar";

    private const string Root = "/media";

    internal static bool IsMedia(PathString path) => path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>The address of a file of a message, within the app's page. Add <c>&amp;save</c> for a download.</summary>
    /// <param name="message">The message.</param>
    /// <param name="index">Which of its files, from 0 on.</param>
    /// <returns>The address: a path and a query.</returns>
    public static string Of(MessageRef message, int index) =>
        Attachment
        + QueryString.Create(
            (KeyValuePair<string, string?>[])
                [
                    new("account", message.Conversation.Account.ToString()),
                    new("peer", message.Conversation.Peer.ToString()),
                    new("own", message.Direction == MessageDirection.Outgoing ? "1" : "0"),
                    new("id", message.Id.Value),
                    new("index", index.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ]
        );

    /// <summary>The address of a contact's picture, within the app's page.</summary>
    /// <param name="account">Whose contact.</param>
    /// <param name="contact">The contact's bare address.</param>
    /// <returns>The address: a path and a query.</returns>
    public static string Of(Jid account, Jid contact) =>
        Avatar
        + QueryString.Create((KeyValuePair<string, string?>[])[new("account", account.ToString()), new("contact", contact.ToString())]);
}
