// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Blazor.Contacts;

/// <summary>Adding a contact. Members may be added.</summary>
/// <param name="Shell">Where the person is.</param>
/// <param name="Account">Whose contact it will be.</param>
/// <param name="Close">Goes back to where the person came from.</param>
public sealed record AddContactContext(ShellViewModel Shell, Jid Account, Action Close)
{
    /// <summary>What stands in the field at first, such as a link that the app was started with; null for nothing.</summary>
    public string? Input { get; init; }
}
