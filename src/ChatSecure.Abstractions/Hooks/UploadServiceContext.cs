// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Hooks;

/// <summary>A file that is about to be uploaded.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Services">The services of the account's server with the greatest size that each takes, in bytes; null if it does not say.</param>
/// <param name="Chosen">What is chosen so far: the first that takes the file, or what the hook before said.</param>
/// <param name="Size">The file's size in bytes.</param>
/// <param name="IsEncrypted">Whether it is encrypted before it is uploaded.</param>
public sealed record UploadServiceContext(Jid Account, IReadOnlyDictionary<Jid, long?> Services, Jid Chosen, long Size, bool IsEncrypted);
