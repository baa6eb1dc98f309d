// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

/// <summary>One rule of a contract, to be run against an implementation by whatever test framework there is.</summary>
/// <param name="Name">The rule as a sentence.</param>
/// <param name="Run">Checks it. Takes a factory whose profile is empty and not open, and leaves the profile closed; throws
/// <see cref="ContractViolationException"/> if the rule is broken.</param>
public sealed record ContractCheck(string Name, Func<IChatStoreFactory, Task> Run)
{
    /// <summary>The rule.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
