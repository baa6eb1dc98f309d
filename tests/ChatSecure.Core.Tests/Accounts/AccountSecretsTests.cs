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
}
