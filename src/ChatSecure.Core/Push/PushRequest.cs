// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;

namespace ChatSecure.Core.Push;

/// <summary>What the app is to register its device for.</summary>
/// <param name="Account">The account whose messages are to wake the app.</param>
/// <param name="Service">The brand's push service, as it holds now.</param>
public sealed record PushRequest(Jid Account, BrandPush Service);
