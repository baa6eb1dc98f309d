// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Hooks;

/// <summary>Makes small pictures of files that are sent, which receivers see before they fetch the file. The SDK decodes no pictures; an app that can registers this.
/// One that throws, takes longer than 10 seconds or answers with anything else than was asked for has the file go without.</summary>
public interface IThumbnailHook
{
    /// <summary>Makes a small picture of a file.</summary>
    /// <param name="context">The file, and how small.</param>
    /// <param name="cancellationToken">Ends when time is up or the engine ends.</param>
    /// <returns>A PNG, JPEG or GIF within the bounds; null for none.</returns>
    ValueTask<ReadOnlyMemory<byte>?> CreateAsync(ThumbnailContext context, CancellationToken cancellationToken);
}
