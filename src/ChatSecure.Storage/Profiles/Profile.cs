// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Profiles;

/// <summary>Opens and creates profiles.</summary>
internal static class Profile
{
    public static ValueTask<IChatStore> OpenAsync(SqlCipherOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        throw new ChatSecureException(ErrorKind.Failed, $"{options.FileName} {time} {cancellationToken.CanBeCanceled}");
}
