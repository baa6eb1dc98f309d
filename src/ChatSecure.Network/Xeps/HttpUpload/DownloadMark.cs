// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.HttpUpload;

/// <summary>By what a host tells the file of a download from others, and how much of it is here: enough to go on with it in another process.</summary>
/// <param name="Position">How many bytes are here.</param>
/// <param name="Total">The size of the whole; null if its host did not say.</param>
/// <param name="Tag">The file's strong entity tag, with its quotes; null if it has none.</param>
/// <param name="Modified">When it was last changed; null if its host did not say.</param>
public sealed record DownloadMark(long Position, long? Total, string? Tag, DateTimeOffset? Modified);
