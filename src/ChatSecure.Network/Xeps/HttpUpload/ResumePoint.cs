// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net.Http.Headers;

namespace ChatSecure.Network.Xeps.HttpUpload;

/// <summary>Where a download can go on: so many bytes are here, of a file that its host tells from others by a mark.</summary>
/// <param name="Position">How many bytes are here.</param>
/// <param name="Total">The size of the whole; null if its host did not say.</param>
/// <param name="Tag">The file's strong entity tag; null if it has none.</param>
/// <param name="Modified">When it was last changed; null if its host did not say.</param>
internal sealed record ResumePoint(long Position, long? Total, EntityTagHeaderValue? Tag, DateTimeOffset? Modified)
{
    /// <summary>The point in a file of which nothing is here yet; null if it can't go on from anywhere.</summary>
    public static ResumePoint? Of(HttpResponseMessage response)
    {
        var tag = response.Headers.ETag is { IsWeak: false } strong ? strong : null;
        var modified = response.Content.Headers.LastModified;
        return response.Headers.AcceptRanges.Contains("bytes") && (tag is not null || modified is not null)
            ? new(0, response.Content.Headers.ContentLength, tag, modified)
            : null;
    }

    /// <summary>The point that an earlier process reached.</summary>
    public static ResumePoint Of(DownloadMark mark) =>
        new(
            mark.Position,
            mark.Total,
            mark.Tag is { } tag && EntityTagHeaderValue.TryParse(tag, out var strong) && !strong.IsWeak ? strong : null,
            mark.Modified
        );

    /// <summary>Asks for the rest, if the file is still the same.</summary>
    public void Demand(HttpRequestMessage request)
    {
        request.Headers.Range = new(Position, null);
        request.Headers.IfRange = Tag is not null ? new(Tag) : new(Modified!.Value);
    }

    /// <summary>Whether an answer is the rest of the same file: not every host heeds a condition.</summary>
    public bool IsContinuedBy(HttpResponseMessage response)
    {
        var range = response.Content.Headers.ContentRange;
        return range is { Unit: "bytes", From: { } from, To: { } to, Length: { } length }
            && from == Position
            && to == length - 1
            && (Total is null || Total == length)
            && (Tag is null || response.Headers.ETag is null || Tag.Equals(response.Headers.ETag))
            && (Modified is null || response.Content.Headers.LastModified is null || Modified == response.Content.Headers.LastModified);
    }
}
