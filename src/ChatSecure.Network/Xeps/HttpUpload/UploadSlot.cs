// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.HttpUpload;

/// <summary>Where to put a file and where others get it (XEP-0363, section 4). Whoever knows <see cref="Get"/> can read the file: what is put there is
/// encrypted, or public.</summary>
public sealed record UploadSlot
{
    internal UploadSlot(Uri put, IReadOnlyList<UploadHeader> headers, Uri get, long size, string contentType)
    {
        Put = put;
        Headers = headers;
        Get = get;
        Size = size;
        ContentType = contentType;
    }

    /// <summary>Where to put it: https.</summary>
    public Uri Put { get; }

    /// <summary>What to send with it, in this order.</summary>
    public IReadOnlyList<UploadHeader> Headers { get; }

    /// <summary>Where others get it: https.</summary>
    public Uri Get { get; }

    /// <summary>The size that was asked for, in bytes: exactly so many are sent.</summary>
    public long Size { get; }

    /// <summary>The media type that was asked for.</summary>
    public string ContentType { get; }

    /// <summary>Shows nothing: addresses of files are secrets.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(UploadSlot);
}
