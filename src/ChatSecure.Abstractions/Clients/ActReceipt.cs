// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>What became of a retraction or a reaction of ours.</summary>
/// <param name="Act">The act as it was stored, with its id and encryption.</param>
/// <param name="Acked">Done when the server has acknowledged it; fails with a <see cref="Errors.ChatSecureException"/> when it failed for good. It stays open while
/// there is no connection. Nobody has to await it.</param>
public sealed record ActReceipt(MessageAct Act, Task Acked);
