// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;

namespace ChatSecure.Clients;

/// <summary>Something failed in the background that the user should know.</summary>
/// <param name="Account">The account.</param>
/// <param name="Kind">What kind of failure.</param>
/// <param name="Message">One sentence, without personal data.</param>
public sealed record ErrorOccurred(Jid Account, ErrorKind Kind, string Message) : ChatEvent(Account);
