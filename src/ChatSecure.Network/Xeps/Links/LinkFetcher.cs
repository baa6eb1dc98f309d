// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xeps.Avatars;
using ChatSecure.Network.Xeps.HttpUpload;

namespace ChatSecure.Network.Xeps.Links;

/// <summary>Asks pages what they tell of themselves, as an account would: through its proxy, https only, public hosts only, without a cookie, an address that it
/// came from or anything else about us, bounded in bytes and time. One for each account. Safe for concurrent use. It is for an app to see that a person wants it.</summary>
public sealed class LinkFetcher : IDisposable
{
    /// <summary>So much of a page is read, in bytes: its head has to lie within.</summary>
    public const int MaxPageBytes = 1024 * 1024;

    /// <summary>The greatest size of its picture, in bytes.</summary>
    public const int MaxPictureBytes = 1024 * 1024;

    /// <summary>The greatest width and height of its picture, in pixels.</summary>
    public const int MaxPicturePixels = 4096;

    private static ReadOnlySpan<byte> EndOfHead => "</head"u8;

    private readonly HttpTransfer _transfer;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;

    /// <summary>Creates a fetcher.</summary>
    /// <param name="options">How to connect; its <see cref="HttpTransferOptions.IdleTimeout"/> is the time that a page with its picture may take.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: a malformed proxy or authority.</exception>
    public LinkFetcher(HttpTransferOptions options, TimeProvider? time = null)
        : this(options, time, new SystemDns()) { }

    internal LinkFetcher(HttpTransferOptions options, TimeProvider? time, IDnsLookup dns)
    {
        _time = time ?? TimeProvider.System;
        _patience = options.IdleTimeout;
        _transfer = new(options, _time, dns);
    }

    /// <summary>Asks a page. A picture that can't be had is left out.</summary>
    /// <param name="link">The page: https.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it tells.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InsecureConnection"/>: the link, or where it leads, is not https or not public, or has a bad
    /// certificate. <see cref="ErrorKind.Protocol"/>: the host refused, its status as the condition, or with the condition <c>no-metadata</c> it has no page
    /// there, or one that tells nothing. <see cref="ErrorKind.Unreachable"/>, <see cref="ErrorKind.TimedOut"/>.</exception>
    public async Task<LinkMetadata> FetchAsync(Uri link, CancellationToken cancellationToken = default)
    {
        using var late = new CancellationTokenSource(_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var page = await _transfer
            .GetStartAsync(link, "text/html, application/xhtml+xml", MaxPageBytes, EndsHead, either.Token, cancellationToken)
            .ConfigureAwait(false);
        if (page.MediaType is not ("text/html" or "application/xhtml+xml"))
        {
            return PictureOf(page) is { } itself ? new LinkMetadata(link.OriginalString) { Picture = itself } : throw NoMetadata();
        }

        var (about, picture) = PageMetadata.Read(link, page.Address, PageText.Read(page.Content.Span, page.Charset)) ?? throw NoMetadata();
        var found = picture is null ? null : await FetchPictureAsync(picture, either.Token, cancellationToken).ConfigureAwait(false);
        return about with { Picture = found, PictureDescription = found is null ? null : about.PictureDescription };
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose() => _transfer.Dispose();

    private async Task<string?> FetchPictureAsync(Uri address, CancellationToken either, CancellationToken caller)
    {
        try
        {
            return PictureOf(
                await _transfer
                    .GetStartAsync(address, "image/png, image/jpeg, image/gif", MaxPictureBytes, _ => false, either, caller)
                    .ConfigureAwait(false)
            );
        }
        catch (ChatSecureException)
        {
            return null;
        }
    }

    // By what its header says: what the host says of a picture decides nothing.
    private static string? PictureOf(HttpStart file) =>
        file.IsWhole
        && ImageHeader.Read(file.Content.Span)
            is { Width: > 0 and <= MaxPicturePixels, Height: > 0 and <= MaxPicturePixels, MediaType: var type }
            ? $"data:{type};base64,{Convert.ToBase64String(file.Content.Span)}"
            : null;

    private static bool EndsHead(ReadOnlySpan<byte> html)
    {
        while (html.IndexOf("</"u8) is >= 0 and var at)
        {
            html = html[at..];
            if (html.Length >= EndOfHead.Length && Ascii.EqualsIgnoreCase(html[..EndOfHead.Length], EndOfHead))
            {
                return true;
            }

            html = html[2..];
        }

        return false;
    }

    private static ChatSecureException NoMetadata() =>
        new(ErrorKind.Protocol, "The link leads to no page that tells something of itself.") { Condition = "no-metadata" };
}
