// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Privacy;

namespace ChatSecure.Clients;

/// <summary>What each account tells others. Works offline. Safe for concurrent use. An unknown account is <see cref="ErrorKind.InvalidInput"/>.</summary>
public interface IPrivacy
{
    /// <summary>An account's settings; those of the app or brand if the person has set nothing.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The settings.</returns>
    Task<PrivacySettings> GetAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Changes an account's settings; they hold from now on.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="settings">The settings; null for those of the app or brand again.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when they are stored, and contacts see no more than they say.</returns>
    Task SetAsync(Jid account, PrivacySettings? settings, CancellationToken cancellationToken = default);
}
