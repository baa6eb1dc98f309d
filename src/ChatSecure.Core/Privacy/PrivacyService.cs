// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Privacy;

namespace ChatSecure.Core.Privacy;

/// <summary>Privacy settings of all accounts.</summary>
internal sealed class PrivacyService(SessionTable sessions) : IPrivacy
{
    public async Task<PrivacySettings> GetAsync(Jid account, CancellationToken cancellationToken = default) =>
        (await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false)).Privacy.Current;

    public async Task SetAsync(Jid account, PrivacySettings? settings, CancellationToken cancellationToken = default)
    {
        var session = await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false);
        await session.Privacy.SetAsync(settings, cancellationToken).ConfigureAwait(false);
        await session.Persona.ShowAgainAsync(cancellationToken).ConfigureAwait(false);
        await session.ShowDeviceNameAsync(cancellationToken).ConfigureAwait(false);
    }
}
