// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Network.Xeps.HttpUpload;

namespace ChatSecure.Core.Media;

/// <summary>How an account reaches the web: by its own proxy and circuits, as it reaches its server.</summary>
internal static class HttpAccess
{
    /// <param name="settings">The account.</param>
    /// <param name="options">The app's.</param>
    /// <param name="privateHosts">Hosts that may lie in a private network.</param>
    public static HttpTransferOptions Of(AccountSettings settings, ChatClientOptions options, IReadOnlySet<string> privateHosts) =>
        new()
        {
            Proxy = settings.Proxy,
            IsolateFor = options.IsolateProxy ? settings.Jid : null,
            ExtraAuthoritiesPem = settings.ExtraAuthoritiesPem,
            PrivateHosts = privateHosts,
            IdleTimeout = options.RequestTimeout,
        };
}
