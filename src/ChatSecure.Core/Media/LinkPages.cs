// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Core.Hooks;
using ChatSecure.Core.Privacy;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xeps.HttpUpload;
using ChatSecure.Network.Xeps.Links;

namespace ChatSecure.Core.Media;

/// <summary>What one account asks pages about themselves, when a person wants it, and tells of them in messages. Its connections are shared with nothing else.</summary>
internal sealed class LinkPages(
    AccountSettings settings,
    ChatClientOptions options,
    PrivacyBook privacy,
    HookRunner hooks,
    TimeProvider time
) : IDisposable
{
    private const string Base64 = ";base64,";

    // Not those of the account's own server: a stranger's link must not reach into a network at home because files from there may.
    private readonly Lazy<LinkFetcher> _fetcher = new(() =>
        new LinkFetcher(HttpAccess.Of(settings, options, options.PrivateFileHosts), time)
    );

    public Task<LinkMetadata> FetchAsync(Uri link, CancellationToken cancellationToken) =>
        privacy.Current.LinkPreviews
            ? _fetcher.Value.FetchAsync(link, cancellationToken)
            : throw new ChatSecureException(ErrorKind.NotSupported, "Links are not to be asked what they lead to.")
            {
                Condition = "link-previews-off",
            };

    /// <summary>What a message may tell of the links in its text.</summary>
    /// <param name="links">What was fetched.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: too many, of a link that is not in the text, or beyond a bound.</exception>
    public async Task<ValueList<LinkMetadata>> TakeInAsync(ValueList<LinkMetadata> links, string text, CancellationToken cancellationToken)
    {
        var taken = new List<LinkMetadata>(links.Count);
        foreach (var link in links)
        {
            var told = await WithSmallPictureAsync(link, cancellationToken).ConfigureAwait(false);
            if (!text.Contains(link.Address, StringComparison.Ordinal) || !LinkDescriptions.IsAcceptable(told))
            {
                throw Invalid();
            }

            taken.Add(told);
        }

        return taken.Count <= LinkMetadata.MaxInMessage ? [.. taken] : throw Invalid();
    }

    public void Dispose()
    {
        if (_fetcher.IsValueCreated)
        {
            _fetcher.Value.Dispose();
        }
    }

    private async Task<LinkMetadata> WithSmallPictureAsync(LinkMetadata link, CancellationToken cancellationToken)
    {
        if (link.Picture is not { } picture || FileThumbnail.TryParse(picture) is not null)
        {
            return link;
        }

        var small = ContentOf(picture) is { } content
            ? await hooks
                .ThumbnailAsync(
                    () => ValueTask.FromResult<Stream?>(new MemoryStream(content, writable: false)),
                    MediaTypes.Sniff(content),
                    cancellationToken
                )
                .ConfigureAwait(false)
            : null;
        return link with { Picture = small, PictureDescription = small is null ? null : link.PictureDescription };
    }

    private static byte[]? ContentOf(string picture)
    {
        var start = picture.IndexOf(Base64, StringComparison.Ordinal) + Base64.Length;
        var content = new byte[picture.Length];
        return
            start > Base64.Length
            && picture.Length <= 2 * LinkFetcher.MaxPictureBytes
            && Convert.TryFromBase64Chars(picture.AsSpan(start), content, out var length)
            ? content[..length]
            : null;
    }

    private static ChatSecureException Invalid() =>
        new(
            ErrorKind.InvalidInput,
            $"A message tells of at most {LinkMetadata.MaxInMessage} links that stand in its text, as they were fetched."
        )
        {
            Condition = "bad-link",
        };
}
