// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Secrets;

namespace ChatSecure.Cli.Hosting;

/// <summary>A key that somebody passes for the next time that the profile's key is asked for, in place of that of the options.</summary>
internal sealed class OfferedKey
{
    private ProfileKey? _key;

    /// <summary>Passes a key; null takes back what nobody asked for.</summary>
    public void Offer(ProfileKey? key) => Interlocked.Exchange(ref _key, key)?.Dispose();

    /// <summary>Takes it away; null if there is none.</summary>
    public ProfileKey? Take() => Interlocked.Exchange(ref _key, null);
}
