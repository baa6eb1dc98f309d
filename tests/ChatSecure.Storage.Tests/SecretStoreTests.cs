// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Tests;

namespace ChatSecure.Storage.Tests;

public sealed class SecretStoreTests
{
    [Fact]
    public async Task Secret_Service_of_a_desktop_keeps_the_key_of_a_profile()
    {
        using var session = PrivateSession.Start(hasKeyring: true);
        using var profile = new TestProfile();
        using var child = ChildProcess.Start("secret-service", profile.Directory, session.Environment);

        // No key, a key of 32 bytes once the profile is made, its message, another secret, and the refusal once the key is gone.
        Assert.Equal(["0", "32", "1", "000100", "StorageKey no-secret"], await child.ReadToEndAsync());
        Assert.NotEmpty(Directory.GetFiles(session.KeyringFiles));
    }

    [Fact]
    public async Task Session_without_a_Secret_Service_is_unavailable_and_makes_no_profile()
    {
        using var session = PrivateSession.Start(hasKeyring: false);
        using var profile = new TestProfile();
        using var child = ChildProcess.Start("secret-service", profile.Directory, session.Environment);

        Assert.Equal(["StorageUnavailable secret-store"], await child.ReadToEndAsync());
        Assert.Empty(Directory.GetFileSystemEntries(profile.Directory));
    }

    [Fact]
    public async Task Key_that_the_store_lost_is_not_made_anew_over_a_profile()
    {
        using var profile = new TestProfile();
        var secrets = new MemorySecrets();
        var options = profile.Options();
        options.KeySource = new SecretStoreKeySource(secrets, "key");
        var factory = new SqlCipherChatStoreFactory(options);
        await (await factory.OpenAsync(TestContext.Current.CancellationToken)).DisposeAsync();
        secrets.Secrets.Clear();
        var before = profile.Snapshot();

        var error = await Assert.ThrowsAsync<ChatSecureException>(async () =>
            await factory.OpenAsync(TestContext.Current.CancellationToken)
        );

        Assert.Equal((ErrorKind.StorageKey, "no-secret"), (error.Kind, error.Condition));
        Assert.Empty(secrets.Secrets);
        Assert.Equal(before, profile.Snapshot());
    }

    [Fact]
    public async Task Passphrase_and_store_are_both_needed_if_both_were_asked_for()
    {
        using var profile = new TestProfile();
        var secrets = new MemorySecrets();
        var passphrase = "words";
        var options = profile.Options();
        options.KeySource = new SecretStoreKeySource(secrets, "key", _ => ValueTask.FromResult(Encoding.UTF8.GetBytes(passphrase)));
        var factory = new SqlCipherChatStoreFactory(options);
        await (await factory.OpenAsync(TestContext.Current.CancellationToken)).DisposeAsync();

        passphrase = "other";
        await FailsAsync();
        passphrase = "words";
        var key = secrets.Secrets["key"];
        secrets.Secrets["key"] = new byte[32];
        await FailsAsync();
        secrets.Secrets["key"] = key;
        await (await factory.OpenAsync(TestContext.Current.CancellationToken)).DisposeAsync();

        async Task FailsAsync() =>
            Assert.Equal(
                ErrorKind.StorageKey,
                (
                    await Assert.ThrowsAsync<ChatSecureException>(async () =>
                        await factory.OpenAsync(TestContext.Current.CancellationToken)
                    )
                ).Kind
            );
    }

    [Fact]
    public async Task Profile_moves_from_a_passphrase_into_the_store_and_back()
    {
        using var profile = new TestProfile();
        var secrets = new MemorySecrets();
        var options = profile.Options();
        var passphrase = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromPassphrase("words"u8)));
        var stored = new SecretStoreKeySource(secrets, "key");
        options.KeySource = passphrase;
        await using (var store = await new SqlCipherChatStoreFactory(options).OpenAsync(TestContext.Current.CancellationToken))
        {
            await store.AddAsync(Sample.Message("1"));
            await store.ChangeKeyAsync(stored, TestContext.Current.CancellationToken);
        }

        options.KeySource = stored;
        await using (var store = await new SqlCipherChatStoreFactory(options).OpenAsync(TestContext.Current.CancellationToken))
        {
            Assert.Single(await store.HistoryAsync());
            await store.ChangeKeyAsync(passphrase, TestContext.Current.CancellationToken);
        }

        options.KeySource = passphrase;
        await using var again = await new SqlCipherChatStoreFactory(options).OpenAsync(TestContext.Current.CancellationToken);
        Assert.Single(await again.HistoryAsync());
    }

    private sealed class MemorySecrets : ISecretStore
    {
        public Dictionary<string, byte[]> Secrets { get; } = [];

        public ValueTask<byte[]?> GetAsync(string name, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Secrets.TryGetValue(name, out var secret) ? secret.ToArray() : null);

        public ValueTask SetAsync(string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default)
        {
            Secrets[name] = secret.ToArray();
            return ValueTask.CompletedTask;
        }

        public ValueTask RemoveAsync(string name, CancellationToken cancellationToken = default)
        {
            Secrets.Remove(name);
            return ValueTask.CompletedTask;
        }
    }
}
