// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps;

/// <summary>Hosts of URLs and domains of addresses.</summary>
internal static class HostNames
{
    /// <summary>Whether a host is a domain, or lies below it. Domains of addresses are in Unicode, hosts of URLs in ASCII.</summary>
    public static bool IsWithin(string host, string domain)
    {
        if (!Uri.TryCreate($"https://{domain}/", UriKind.Absolute, out var uri))
        {
            return false;
        }

        return host.Equals(uri.IdnHost, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith($".{uri.IdnHost}", StringComparison.OrdinalIgnoreCase);
    }
}
