// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Core.Accounts;
using ChatSecure.Errors;
using ChatSecure.Testing.Stores;

namespace ChatSecure.Core.Tests.Accounts;

public sealed class AccountSecretsTests : IAsyncLifetime
{
    private static readonly Jid Juliet = Jid.Parse("juliet@capulet.example");

    private readonly InMemoryChatStore _store = new();

    private AccountSecrets Secrets => new(_store, Juliet);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _store.Accounts.SaveAsync(new() { Jid = Juliet }, Cancellation);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task An_installation_keeps_its_name_and_shares_it_with_no_other_account()
    {
        var romeo = Jid.Parse("romeo@montague.example");
        await _store.Accounts.SaveAsync(new() { Jid = romeo }, Cancellation);

        var name = await Secrets.GetInstallationAsync(Cancellation);

        Assert.Equal(name, await Secrets.GetInstallationAsync(Cancellation));
        Assert.NotEqual(name, await new AccountSecrets(_store, romeo).GetInstallationAsync(Cancellation));
    }

    [Fact]
    public async Task Without_a_password_a_person_is_told_what_to_do()
    {
        var error = await Assert.ThrowsAsync<ChatSecureException>(async () => await Secrets.GetPasswordAsync(Cancellation));

        Assert.Equal(ErrorKind.AuthenticationFailed, error.Kind);
    }

    [Fact]
    public async Task An_account_that_is_set_up_anew_remembers_nothing_of_before()
    {
        var installation = await Secrets.GetInstallationAsync(Cancellation);
        await Secrets.Login.WriteAsync("offer"u8.ToArray(), Cancellation);
        await Secrets.Token.WriteAsync("token"u8.ToArray(), Cancellation);

        await Secrets.ResetAsync("password"u8.ToArray(), Cancellation);

        Assert.Null(await Secrets.Login.ReadAsync(Cancellation));
        Assert.Null(await Secrets.Token.ReadAsync(Cancellation));
        Assert.Equal("password", Encoding.UTF8.GetString(await Secrets.GetPasswordAsync(Cancellation)));
        Assert.NotEqual(installation, await Secrets.GetInstallationAsync(Cancellation));
    }

    [Fact]
    public async Task What_was_there_can_be_put_back()
    {
        await Secrets.ResetAsync("old"u8.ToArray(), Cancellation);
        await Secrets.Login.WriteAsync("offer"u8.ToArray(), Cancellation);
        var copy = await Secrets.CopyAsync(Cancellation);
        await Secrets.ResetAsync("new"u8.ToArray(), Cancellation);
        await Secrets.Token.WriteAsync("token"u8.ToArray(), Cancellation);

        await Secrets.RestoreAsync(copy, Cancellation);

        Assert.Equal("old", Encoding.UTF8.GetString(await Secrets.GetPasswordAsync(Cancellation)));
        Assert.Equal("offer"u8.ToArray(), await Secrets.Login.ReadAsync(Cancellation));
        Assert.Null(await Secrets.Token.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task A_login_with_the_old_password_ends_a_change_that_was_never_answered()
    {
        var secrets = await ChangingAsync();

        Assert.Equal("old", await GivenAsync(secrets));
        await secrets.SettleAsync(Cancellation);

        Assert.Equal("old", await GivenAsync(Secrets));
        Assert.False(await Secrets.TryOtherAsync(Cancellation));
    }

    [Fact]
    public async Task The_new_password_takes_the_old_one_s_place_after_a_login_of_its_own_alone()
    {
        var secrets = await ChangingAsync();
        await secrets.Token.WriteAsync("token"u8.ToArray(), Cancellation);

        Assert.True(await secrets.TryOtherAsync(Cancellation));
        Assert.Equal("new", await GivenAsync(secrets));
        Assert.Equal("old", await GivenAsync(Secrets));

        await secrets.SettleAsync(Cancellation);
        Assert.Equal("new", await GivenAsync(Secrets));
        Assert.Null(await Secrets.Next.ReadAsync(Cancellation));
        Assert.Null(await Secrets.Token.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task Where_both_passwords_are_refused_both_stay_and_are_tried_in_turn()
    {
        var secrets = await ChangingAsync();

        Assert.True(await secrets.TryOtherAsync(Cancellation));
        Assert.Equal("new", await GivenAsync(secrets));
        Assert.True(await secrets.TryOtherAsync(Cancellation));
        Assert.Equal("old", await GivenAsync(secrets));

        Assert.Equal("old", await GivenAsync(Secrets));
        Assert.Equal("new"u8.ToArray(), await Secrets.Next.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task A_login_without_a_password_settles_nothing()
    {
        var secrets = await ChangingAsync();

        // One that asked for it failed on its way; the next one had a token.
        Assert.Equal("old", await GivenAsync(secrets));
        secrets.BeginLogin();
        await secrets.SettleAsync(Cancellation);

        Assert.Equal("new"u8.ToArray(), await Secrets.Next.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task Without_a_change_there_is_no_other_password_to_try()
    {
        await Secrets.ResetAsync("old"u8.ToArray(), Cancellation);
        var secrets = Secrets;

        Assert.False(await secrets.TryOtherAsync(Cancellation));
        Assert.Equal("old", await GivenAsync(secrets));
        await secrets.SettleAsync(Cancellation);
        Assert.Equal("old", await GivenAsync(Secrets));
    }

    private async Task<AccountSecrets> ChangingAsync()
    {
        var secrets = Secrets;
        await secrets.ResetAsync("old"u8.ToArray(), Cancellation);
        await secrets.Next.WriteAsync("new"u8.ToArray(), Cancellation);
        return secrets;
    }

    private static async Task<string> GivenAsync(AccountSecrets secrets) =>
        Encoding.UTF8.GetString(await secrets.GetPasswordAsync(Cancellation));
}
