// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Testing.Stores;

namespace ChatSecure.Storage.Tests;

/// <summary>Both implementations keep the contract.</summary>
public sealed class ContractTests
{
    public static TheoryData<string> Rules => [.. ChatStoreContract.All.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Encrypted_store(string rule)
    {
        using var profile = new TestProfile();
        await ChatStoreContract.All.Single(check => check.Name == rule).Run(profile.Factory());
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Store_in_memory(string rule) =>
        await ChatStoreContract.All.Single(check => check.Name == rule).Run(new InMemoryChatStoreFactory());
}
