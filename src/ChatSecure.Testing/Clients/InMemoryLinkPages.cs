// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.Links;

namespace ChatSecure.Testing.Clients;

/// <summary>What the network's pages tell of themselves, and what messages may tell of links.</summary>
internal sealed class InMemoryLinkPages(InMemoryChatClient client)
{
    public async Task<LinkMetadata> FetchAsync(Jid account, Uri link, CancellationToken cancellationToken)
    {
        await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        if (!client.PrivacyOf(account).LinkPreviews)
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "Links are not to be asked what they lead to.")
            {
                Condition = "link-previews-off",
            };
        }

        if (link.Scheme != Uri.UriSchemeHttps || !link.Host.Contains('.', StringComparison.Ordinal) || IPAddress.TryParse(link.Host, out _))
        {
            throw new ChatSecureException(ErrorKind.InsecureConnection, "Pages are asked at public hosts and by https only.");
        }

        return client.Network.FindPage(link.OriginalString)
            ?? throw new ChatSecureException(ErrorKind.Protocol, "The link leads to no page that tells something of itself.")
            {
                Condition = "no-metadata",
            };
    }

    /// <summary>What of them a message tells: pictures that are too large for messages are left out.</summary>
    public static ValueList<LinkMetadata> TakeIn(IReadOnlyList<LinkMetadata> links, string text)
    {
        LinkMetadata[] told =
        [
            .. links.Select(link => LinkDescriptions.IsAcceptable(link) ? link : link with { Picture = null, PictureDescription = null }),
        ];
        return
            told.Length <= LinkMetadata.MaxInMessage
            && told.All(link => text.Contains(link.Address, StringComparison.Ordinal) && LinkDescriptions.IsAcceptable(link))
            ? [.. told]
            : throw new ChatSecureException(ErrorKind.InvalidInput, "A message tells of a few links that stand in its text.")
            {
                Condition = "bad-link",
            };
    }
}
