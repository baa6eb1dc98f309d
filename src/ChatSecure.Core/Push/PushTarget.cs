// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Core.Push;

/// <summary>What a push service gave for a device.</summary>
/// <param name="Node">Which device the service wakes; null if it needs none.</param>
/// <param name="Secret">What the account's server has to show the service; null if it asks for nothing.</param>
public sealed record PushTarget(string? Node, string? Secret = null)
{
    /// <summary>Shows neither: who has both can wake the device.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(PushTarget);
}
