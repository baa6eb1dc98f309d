// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Devices that are lost, or from which an account was removed: nobody encrypts to them any longer.</summary>
public sealed class DeviceRemovalTests(ProsodyServer server)
{
    private const string Password = "a good password";

    [Fact]
    public async Task A_contact_does_not_encrypt_to_a_device_that_was_removed()
    {
        var (phone, lost) = await TwoDevicesAsync();
        await using var first = phone;
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, $"bob{Guid.NewGuid():N}");
        await TestApp.BefriendAsync(bob, phone);
        await bob.DeliverAsync(phone, "for both");
        await phone.WaitForMessageAsync("for both");
        await lost.WaitForMessageAsync("for both");
        await lost.DisposeAsync();
        var key = (await phone.Client.Trust.DevicesAsync(phone.Account)).Single(device => !device.IsThisDevice).Fingerprint!.Value;

        await phone.Client.Trust.RemoveDeviceAsync(phone.Account, key);

        await phone.WaitForDevicesAsync(1);
        await TestApp.UntilAsync(async () => await ActiveAsync(bob, phone) == 1, "The contact was not told.");
        Assert.All(
            (await phone.Client.Trust.DevicesAsync(phone.Account)).Where(device => device.Fingerprint == key),
            device => Assert.Equal((false, TrustLevel.Distrusted), (device.IsActive, device.Trust))
        );
        await using var stranger = await TestApp.StartAsync();
        await stranger.AddAccountAsync(server, $"stranger{Guid.NewGuid():N}");
        Assert.Equal(1, await ActiveAsync(stranger, phone));

        // Whoever has it now gets what comes, and reads nothing of it.
        await bob.DeliverAsync(phone, "not for the thief");
        await phone.WaitForMessageAsync("not for the thief");
        await using var thief = await TestApp.StartAsync(lost.Profile);
        await thief.ConnectAsync();
        await TestApp.UntilAsync(async () => (await thief.HistoryAsync(bob.Account)).Count == 2, "The archive was not read.");
        Assert.Equal(["for both", $"({DecryptFailure.NotForThisDevice})"], await thief.HistoryAsync(bob.Account));
    }

    [Fact]
    public async Task An_account_that_is_removed_takes_its_device_along()
    {
        var (phone, desk) = await TwoDevicesAsync();
        await using var first = phone;
        await using var second = desk;

        await desk.Client.Accounts.RemoveAsync(desk.Account);

        await phone.WaitForDevicesAsync(1);
        await using var stranger = await TestApp.StartAsync();
        await stranger.AddAccountAsync(server, $"stranger{Guid.NewGuid():N}");
        Assert.Equal(1, await ActiveAsync(stranger, phone));
    }

    private async Task<(TestApp Phone, TestApp Other)> TwoDevicesAsync()
    {
        var user = $"alice{Guid.NewGuid():N}";
        var phone = await TestApp.StartAsync();
        await phone.AddAccountAsync(server, user, password: Password);
        var other = await TestApp.StartAsync();
        await other.AddAccountAsync(server, user, register: false, password: Password);
        await phone.WaitForDevicesAsync(2);
        await other.WaitForDevicesAsync(2);
        return (phone, other);
    }

    private static async Task<int> ActiveAsync(TestApp who, TestApp of) =>
        (await who.Client.Trust.DevicesAsync(who.Account, of.Account)).Count(device => device.IsActive);
}
