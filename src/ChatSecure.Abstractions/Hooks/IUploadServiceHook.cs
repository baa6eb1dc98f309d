// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Hooks;

/// <summary>Chooses where a file is uploaded to, such as the service of the country that it has to stay in. Without one it is the first service that takes the file.
/// One that throws or takes longer than 10 seconds has the file not sent.</summary>
public interface IUploadServiceHook
{
    /// <summary>Chooses the service for a file.</summary>
    /// <param name="context">The file, and the services that the account's server has.</param>
    /// <param name="cancellationToken">Ends when time is up or the engine ends.</param>
    /// <returns>The address of one of <see cref="UploadServiceContext.Services"/>; null: none of them may have it, and the message fails.</returns>
    ValueTask<Jid?> ChooseAsync(UploadServiceContext context, CancellationToken cancellationToken);
}
