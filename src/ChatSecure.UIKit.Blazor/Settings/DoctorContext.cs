// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Blazor.Settings;

/// <summary>The check of an account's server. Members may be added.</summary>
/// <param name="Account">Whose server.</param>
/// <param name="Close">Goes back to where the person came from.</param>
public sealed record DoctorContext(Jid Account, Action Close);
