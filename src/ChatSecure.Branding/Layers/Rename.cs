// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Layers;

/// <summary>What a key is called now.</summary>
/// <param name="To">The new key.</param>
/// <param name="Since">The version of this package that renamed it.</param>
internal sealed record Rename(string To, string Since);
