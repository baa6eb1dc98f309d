// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.HttpUpload;

/// <summary>A service that takes files (XEP-0363, section 3).</summary>
/// <param name="Address">Its address.</param>
/// <param name="MaxFileSize">The greatest size that it takes, in bytes; null if it does not say.</param>
public sealed record UploadService(Jid Address, long? MaxFileSize);
