// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.UIKit.Verification;

namespace ChatSecure.UIKit.Tests.Verification;

public sealed class VerificationViewModelTests
{
    [Fact]
    public async Task Devices_show_digits_and_words_and_what_a_person_decides()
    {
        await using var chat = await Chat.StartAsync();
        await using var verification = await OpenAsync(chat);
        var row = chat.Ui.Read(() => Assert.Single(verification.Devices));
        Assert.Equal((row.Key!.Value.ToGroupedString(), row.Key.Value.ToWordString()), (row.Digits, row.WordsToRead));
        Assert.Contains(row.WordsToRead, row.AccessibleText, StringComparison.Ordinal);
        Assert.Equal(
            ("Verify Bob", "No device of Bob has been verified."),
            chat.Ui.Read(() => (verification.Title, verification.StateText))
        );
        Assert.True(await verification.DecideAsync(row, TrustLevel.Verified));
        await chat.Ui.UntilAsync(() => verification.StateText == "Every device of Bob is verified.");
        await chat.Network.AddDeviceAsync(Chat.BobJid);
        await chat.Ui.UntilAsync(() => verification.StateText == "1 device of Bob has not been verified.");
        var added = chat.Ui.Read(() => verification.Devices.Single(device => device.Trust == TrustLevel.Undecided));
        Assert.True(await verification.DecideAsync(added, TrustLevel.Distrusted));
        await chat.Ui.UntilAsync(() => verification.StateText == "Every device of Bob is verified.");
        Assert.True(chat.Ui.Read(() => verification.OwnDevices[0] is { IsThisDevice: true, Name: "This device" }));
    }

    [Fact]
    public async Task A_lost_device_of_ones_own_is_removed_and_no_other()
    {
        await using var chat = await Chat.StartAsync();
        await using var verification = await OpenAsync(chat);
        var key = await chat.Network.AddDeviceAsync(Chat.AliceJid);
        await chat.Ui.UntilAsync(() => verification.OwnDevices.Count == 2);
        var (own, bobs) = chat.Ui.Read(() => (verification.OwnDevices.ToList(), verification.Devices.ToList()));
        var lost = Assert.Single(own, device => device.IsRemovable);
        Assert.Equal(key, lost.Key);

        Assert.False(await verification.RemoveAsync(own[0]));
        Assert.False(await verification.RemoveAsync(Assert.Single(bobs)));
        Assert.True(await verification.RemoveAsync(lost));

        await chat.Ui.UntilAsync(() => verification.OwnDevices is [{ IsThisDevice: true }]);
    }

    [Fact]
    public async Task The_code_of_the_other_side_verifies_its_devices()
    {
        await using var chat = await Chat.StartAsync();
        await using var alice = await OpenAsync(chat);
        var bobsCode = await BobsCodeAsync(chat);
        Assert.Equal(CodeCheck.Matches, await alice.CheckCodeAsync(bobsCode));
        Assert.Equal("The code is right: Bob is verified.", chat.Ui.Read(() => alice.CodeText));
        await chat.Ui.UntilAsync(() => alice.Devices is [{ Trust: TrustLevel.Verified }]);
    }

    [Fact]
    public async Task A_code_with_one_unknown_key_verifies_nothing()
    {
        await using var chat = await Chat.StartAsync();
        await using var alice = await OpenAsync(chat);
        var bobsCode = await BobsCodeAsync(chat);
        Assert.Equal(CodeCheck.Differs, await alice.CheckCodeAsync(bobsCode + ";omemo-sid-9=" + new string('b', 64)));
        Assert.Equal("This code belongs to other keys. Somebody may be in between.", chat.Ui.Read(() => alice.CodeText));
        Assert.Equal(CodeCheck.OtherPerson, await alice.CheckCodeAsync(bobsCode.Replace("bob@", "mallory@", StringComparison.Ordinal)));
        Assert.Equal(CodeCheck.Invalid, await alice.CheckCodeAsync("xmpp:bob@example.org"));
        Assert.Equal(CodeCheck.Invalid, await alice.CheckCodeAsync("<script>"));
        var devices = await chat.Alice.Trust.DevicesAsync(Chat.AliceJid, Chat.BobJid, TestContext.Current.CancellationToken);
        Assert.All(devices, device => Assert.Equal(TrustLevel.Trusted, device.Trust));
    }

    [Fact]
    public async Task A_secret_that_is_compared_is_told_step_by_step()
    {
        await using var chat = await Chat.StartAsync();
        await using var alice = await OpenAsync(chat);
        chat.Alice.Raise(
            new OtrChanged(Chat.AliceJid, Chat.BobJid, OtrState.Encrypted, Smp: OtrSmpProgress.Asked, Question: "Where\u202E did\nwe meet?")
        );
        await chat.Ui.UntilAsync(() => alice.IsSecretAsked);
        Assert.EndsWith("Where did we meet?", chat.Ui.Read(() => alice.SecretText), StringComparison.Ordinal);
        chat.Alice.Raise(new OtrChanged(Chat.AliceJid, Chat.BobJid, OtrState.Encrypted, Smp: OtrSmpProgress.Failed));
        await chat.Ui.UntilAsync(() => !alice.IsSecretAsked && alice.SecretText is not null);
        Assert.False(await alice.CompareSecretAsync("the park"));
        Assert.NotNull(chat.Ui.Read(() => alice.Problem));
        Assert.False(await alice.GiveUpSecretAsync());
    }

    [Fact]
    public async Task A_brand_that_demands_verification_is_offered_nothing_less_and_says_why()
    {
        using var folder = TempBrand.VerifiedOnly();
        await using var chat = await Chat.StartAsync(Brand.Load(folder.Path, CultureInfo.GetCultureInfo("en-GB")));
        await using var alice = await OpenAsync(chat);
        Assert.False(chat.Ui.Read(() => alice.CanTrust));
        var why = chat.Ui.Read(() => alice.WhyText);
        Assert.StartsWith("In this app messages go only to devices that you have compared.", why, StringComparison.Ordinal);
        await alice.DecideAsync(chat.Ui.Read(() => alice.Devices[0]), TrustLevel.Distrusted);
        await chat.Ui.UntilAsync(() => alice.Devices is [{ Trust: TrustLevel.Distrusted }]);

        Assert.False(await chat.Ui.Read(() => alice.DecideAsync(alice.Devices[0], TrustLevel.Trusted)));
        Assert.Equal(why, chat.Ui.Read(() => alice.Problem));
        var device = Assert.Single(await chat.Alice.Trust.DevicesAsync(Chat.AliceJid, Chat.BobJid, TestContext.Current.CancellationToken));
        Assert.Equal(TrustLevel.Distrusted, device.Trust);

        Assert.True(await chat.Ui.Read(() => alice.DecideAsync(alice.Devices[0], TrustLevel.Verified)));
        await chat.Ui.UntilAsync(() => alice is { Problem: null, Devices: [{ Trust: TrustLevel.Verified }] });
    }

    private static async Task<string> BobsCodeAsync(Chat chat)
    {
        var ui = new TestUi();
        await using var bob = new VerificationViewModel(new(chat.Bob, chat.Brand, ui, chat.Clock), Chat.BobJid, Chat.AliceJid);
        bob.Start();
        await ui.UntilAsync(() => bob.IsLoaded);
        return ui.Read(() => bob.OwnCode);
    }

    private static async Task<VerificationViewModel> OpenAsync(Chat chat)
    {
        var verification = new VerificationViewModel(chat.Context, Chat.AliceJid, Chat.BobJid);
        verification.Start();
        await chat.Ui.UntilAsync(() => verification is { IsLoaded: true, Title: "Verify Bob" });
        return verification;
    }
}
