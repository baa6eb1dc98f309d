// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Files;

/// <summary>A file that a message shares (XEP-0447).</summary>
/// <param name="Metadata">What is told of it.</param>
/// <param name="Sources">Where it can be fetched: https only. None here and in <see cref="EncryptedSources"/> means that a later message will say.</param>
/// <param name="Disposition">How to show it.</param>
/// <param name="Id">By which later messages speak of it; null if it has none.</param>
public sealed record SharedFile(
    FileMetadata Metadata,
    IReadOnlyList<Uri> Sources,
    FileDisposition Disposition = FileDisposition.Unspecified,
    string? Id = null
)
{
    /// <summary>Where it lies encrypted, with the keys (XEP-0448). Such a file's <see cref="Metadata"/> has a size and a hash, which are those of the file
    /// itself.</summary>
    public IReadOnlyList<EncryptedSource> EncryptedSources { get; init; } = [];
}
