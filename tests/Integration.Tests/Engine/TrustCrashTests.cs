// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Decisions about keys and what other devices are told of them (XEP-0450), tried at every commit: a crash leaves no decision half made, none untold, and
/// what is told twice changes nothing.</summary>
public sealed class TrustCrashTests(ProsodyServer server)
{
    // Some while connecting, the decision, its message's encryption, its acknowledgement.
    private const int Commits = 6;
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(400);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_device_that_crashes_at_any_commit_of_a_decision_tells_it_all_the_same(bool afterCommit)
    {
        await using var bob = await NewAppAsync($"bob-{Id()}");
        var (profile, tablet) = await TwoDevicesAsync(bob);
        await using var other = tablet;
        var key = await KeyOfAsync(bob);

        for (var crashAt = 1; crashAt <= Commits; crashAt++)
        {
            var wanted = crashAt % 2 == 1 ? TrustLevel.Verified : TrustLevel.Distrusted;
            await using (var doomed = await StartDoomedAsync(profile, crashAt, afterCommit))
            {
                await TryAsync(() => doomed.Client.Trust.SetTrustAsync(doomed.Account, bob.Account, key, wanted));
                await Task.Delay(_moment);
            }

            await using var phone = await StartAsync(profile);
            var decided = await LevelAsync(phone, bob.Account, key);
            if (decided != wanted)
            {
                // The decision never came to be; then a person makes it again.
                await phone.Client.Trust.SetTrustAsync(phone.Account, bob.Account, key, wanted);
            }

            await WaitForLevelAsync(other, bob.Account, key, wanted);
            Assert.Equal(wanted, await LevelAsync(phone, bob.Account, key));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_device_that_crashes_at_any_commit_while_it_is_told_has_the_decision_afterwards(bool afterCommit)
    {
        await using var bob = await NewAppAsync($"bob-{Id()}");
        var (profile, tablet) = await TwoDevicesAsync(bob);
        await using var other = tablet;
        var key = await KeyOfAsync(bob);

        for (var crashAt = 1; crashAt <= Commits; crashAt++)
        {
            var wanted = crashAt % 2 == 1 ? TrustLevel.Verified : TrustLevel.Distrusted;
            await using (await StartDoomedAsync(profile, crashAt, afterCommit))
            {
                await other.Client.Trust.SetTrustAsync(other.Account, bob.Account, key, wanted);
                await Task.Delay(_moment);
            }

            await using var phone = await StartAsync(profile);
            await WaitForLevelAsync(phone, bob.Account, key, wanted);
            Assert.Equal(wanted, await LevelAsync(other, bob.Account, key));
        }
    }

    /// <summary>An account with a device in a profile, at rest, and another at work, which have verified each other and know Bob's key.</summary>
    private async Task<(string Phone, TestApp Tablet)> TwoDevicesAsync(TestApp bob)
    {
        var user = $"alice-{Id()}";
        await using var phone = await NewAppAsync(user);
        var tablet = await TestApp.StartAsync();
        await tablet.AddAccountAsync(server, user, register: false);
        var (phoneKey, tabletKey) = (await KeyOfAsync(phone), await KeyOfAsync(tablet));

        // Each sends what the other can read, so that there is a session both ways.
        await phone.DeliverAsync(bob, "from the phone");
        await tablet.WaitForMessageAsync("from the phone");
        await tablet.DeliverAsync(bob, "from the tablet");
        await phone.WaitForMessageAsync("from the tablet");
        await bob.WaitForMessageAsync("from the tablet");

        await phone.Client.Trust.SetTrustAsync(phone.Account, phone.Account, tabletKey, TrustLevel.Verified);
        await tablet.Client.Trust.SetTrustAsync(tablet.Account, tablet.Account, phoneKey, TrustLevel.Verified);
        await Task.Delay(_moment);
        return (phone.Profile, tablet);
    }

    private static async Task<Fingerprint> KeyOfAsync(TestApp app) =>
        (await app.Client.Trust.DevicesAsync(app.Account)).Single(device => device.IsThisDevice).Fingerprint!.Value;

    private static async Task<TrustLevel> LevelAsync(TestApp app, Jid owner, Fingerprint key) =>
        (await app.Client.Trust.DevicesAsync(app.Account, owner)).Single(device => device.Fingerprint == key).Trust;

    private static async Task WaitForLevelAsync(TestApp app, Jid owner, Fingerprint key, TrustLevel level)
    {
        // It may have come before we look, and an earlier round told the same: the store knows.
        for (var tries = 0; await LevelAsync(app, owner, key) != level; tries++)
        {
            Assert.True(tries < 400, $"The key never became {level}.");
            await Task.Delay(50);
        }
    }

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (ChatSecureException error) when (error.Kind is ErrorKind.StorageUnavailable or ErrorKind.Disconnected)
        {
            // Crashed.
        }
    }

    private static async Task<TestApp> StartDoomedAsync(string profile, int crashAt, bool afterCommit)
    {
        var app = await TestApp.StartAsync(profile, store: new CrashingStore(TestApp.StoreIn(profile), crashAt, afterCommit));
        await TryAsync(app.ConnectAsync);
        return app;
    }

    private static async Task<TestApp> StartAsync(string profile)
    {
        var app = await TestApp.StartAsync(profile);
        await app.ConnectAsync();
        return app;
    }

    private static string Id() => Guid.NewGuid().ToString("N")[..8];

    private async Task<TestApp> NewAppAsync(string user)
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, user);
        return app;
    }
}
