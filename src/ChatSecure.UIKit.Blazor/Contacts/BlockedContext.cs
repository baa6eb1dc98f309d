// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Blazor.Contacts;

/// <summary>Those whom the person blocks. Members may be added.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Close">Goes back to where the person came from.</param>
public sealed record BlockedContext(Jid Account, Action Close);
