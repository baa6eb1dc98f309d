// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Blazor.Search;

/// <summary>Searching messages. Members may be added.</summary>
/// <param name="Shell">Where the person is: what was found is opened there.</param>
/// <param name="Account">In whose messages.</param>
/// <param name="Peer">Only the conversation with this address; null for all.</param>
/// <param name="Close">Goes back to where the person came from; null if it stays.</param>
public sealed record SearchContext(ShellViewModel Shell, Jid Account, Jid? Peer = null, Action? Close = null);
