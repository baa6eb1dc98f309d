// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using Microsoft.AspNetCore.Http;

namespace ChatSecure.Desktop.Serving;

/// <summary>Where the files of messages and the pictures of contacts stand. A path names a message or a contact, never a file: what is not in the profile is
/// nowhere.</summary>
internal static class MediaPaths
{
    public const string Attachment = "/media/attachment";
    public const string Avatar = "/media/avatar";

    private const string Root = "/media";

    public static bool IsMedia(PathString path) => path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

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

    public static string Of(Jid account, Jid contact) =>
        Avatar
        + QueryString.Create((KeyValuePair<string, string?>[])[new("account", account.ToString()), new("contact", contact.ToString())]);
}
