// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Testing.Clients;

/// <summary>One rule that every <see cref="ChatSecure.Clients.IChatClient"/> keeps.</summary>
/// <param name="Name">The rule.</param>
/// <param name="Run">Checks it with two clients of its own; throws <see cref="Stores.ContractViolationException"/> if it is broken.</param>
public sealed record ChatClientCheck(string Name, Func<ChatClientPair, Task> Run)
{
    /// <summary>Whether it is about private conversations (OTR), which both clients have to allow for it. They may be allowed for every rule.</summary>
    public bool NeedsOtr { get; init; }

    /// <summary>The rule.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
