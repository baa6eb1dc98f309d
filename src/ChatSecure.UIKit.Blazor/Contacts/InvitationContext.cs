// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Blazor.Contacts;

/// <summary>Inviting somebody to become a contact. Members may be added.</summary>
/// <param name="Account">Who invites.</param>
/// <param name="Close">Goes back to where the person came from.</param>
public sealed record InvitationContext(Jid Account, Action Close);
