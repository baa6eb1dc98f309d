// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Core;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Testing.Clients;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>The engine on a real server does what the one in memory does, on which the tests of view models stand.</summary>
public sealed class ChatClientContractTests(ProsodyServer server)
{
    public static TheoryData<string> Rules => [.. ChatClientContract.All.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Engine_on_Prosody(string rule)
    {
        var check = ChatClientContract.All.Single(check => check.Name == rule);
        var options = new ChatClientOptions { AllowOtr = check.NeedsOtr };
        await using var alice = await TestApp.StartAsync(options: options);
        await using var bob = await TestApp.StartAsync(options: options);
        await alice.AddAccountAsync(server, $"alice-{Guid.NewGuid():N}");
        await bob.AddAccountAsync(server, $"bob-{Guid.NewGuid():N}");
        await TestApp.BefriendAsync(alice, bob);
        await check.Run(new(alice.Client, alice.Account, bob.Client, bob.Account));
    }
}
