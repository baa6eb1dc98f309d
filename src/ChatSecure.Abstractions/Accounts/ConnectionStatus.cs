// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Accounts;

/// <summary>Where an account's connection stands.</summary>
/// <param name="State">Its state.</param>
/// <param name="Reason">Why it is not online; null if there is nothing to say.</param>
/// <param name="Message">The same for developers, without personal data.</param>
/// <param name="Resumed">For <see cref="ConnectionState.Online"/>: whether the former stream was resumed (XEP-0198), with nothing missed.</param>
public sealed record ConnectionStatus(ConnectionState State, ErrorKind? Reason = null, string? Message = null, bool Resumed = false);
