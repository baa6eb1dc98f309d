// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net.NetworkInformation;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Hosting;

/// <summary>Tells the engine when this machine's network changes, for commands that stay.</summary>
internal sealed class NetworkWatch : IDisposable
{
    private readonly IAccounts _accounts;

    public NetworkWatch(IAccounts accounts)
    {
        _accounts = accounts;
        NetworkChange.NetworkAddressChanged += OnChanged;
    }

    public void Dispose() => NetworkChange.NetworkAddressChanged -= OnChanged;

    private void OnChanged(object? sender, EventArgs e) => _accounts.NetworkChanged();
}
