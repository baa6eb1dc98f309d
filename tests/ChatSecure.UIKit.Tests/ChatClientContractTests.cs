// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Testing.Clients;

namespace ChatSecure.UIKit.Tests;

/// <summary>The engine that these tests stand on does what the real one does. (The real one runs through the same checks in Integration.Tests.)</summary>
public sealed class ChatClientContractTests
{
    public static TheoryData<string> Rules => [.. ChatClientContract.All.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Engine_in_memory(string rule)
    {
        await using var pair = await ChatClientPair.CreateInMemoryAsync();
        await ChatClientContract.All.Single(check => check.Name == rule).Run(pair);
    }
}
