// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>Who wakes the app when a message comes.</summary>
/// <param name="Service">The address of the push service in the network (XEP-0357).</param>
/// <param name="Api">Where the app registers its device; null if that is not by HTTP.</param>
public sealed record BrandPush(Addressing.Jid Service, Uri? Api);
