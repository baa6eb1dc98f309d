// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Cli.Secrets;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Errors;
using ChatSecure.Storage;

namespace ChatSecure.Cli.Tests;

/// <summary>The operating system's secret store as the place of the database key.</summary>
public sealed class SystemSecretTests
{
    private const string Name = "a profile";
    private readonly Dictionary<string, byte[]> _secrets = [];
    private int _read;

    [Fact]
    public async Task A_new_profiles_key_is_made_in_the_secret_store_and_found_there_again()
    {
        var source = Source(new MemoryStore(_secrets));

        (await source.CreateKeyAsync(TestContext.Current.CancellationToken)).Dispose();
        (await source.GetKeyAsync(TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal(32, Assert.Single(_secrets).Value.Length);
        Assert.Equal(0, _read);
    }

    [Fact]
    public async Task A_profile_that_the_secret_store_does_not_know_is_opened_with_the_passphrase()
    {
        (await Source(new MemoryStore(_secrets)).GetKeyAsync(TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal(1, _read);
        Assert.Empty(_secrets);
    }

    [Fact]
    public async Task Without_a_reachable_secret_store_the_passphrase_is_read()
    {
        var source = Source(new UnreachableStore());

        (await source.CreateKeyAsync(TestContext.Current.CancellationToken)).Dispose();
        (await source.GetKeyAsync(TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal(2, _read);
    }

    [Fact]
    public async Task A_key_option_keeps_the_program_away_from_the_secret_store()
    {
        var run = new CliRun(FakeChatClient.With()) { Secrets = new UnreachableStore() };

        await run.RunAsync("account", "list", "--key-env", "KEY");
        Assert.Null(run.Setup!.Secrets);

        await run.RunAsync("account", "list");
        Assert.NotNull(run.Setup!.Secrets);
    }

    private ProfileKeySource Source(ISecretStore store) =>
        new(
            store,
            Name,
            () =>
            {
                _read++;
                return ProfileKey.Parse(Encoding.UTF8.GetBytes("typed"))!;
            }
        );

    private sealed class MemoryStore(Dictionary<string, byte[]> secrets) : ISecretStore
    {
        public ValueTask<byte[]?> GetAsync(string name, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(secrets.TryGetValue(name, out var secret) ? [.. secret] : (byte[]?)null);

        public ValueTask SetAsync(string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default)
        {
            secrets[name] = secret.ToArray();
            return ValueTask.CompletedTask;
        }

        public ValueTask RemoveAsync(string name, CancellationToken cancellationToken = default)
        {
            secrets.Remove(name);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class UnreachableStore : ISecretStore
    {
        private static ChatSecureException Unreachable => new(ErrorKind.StorageUnavailable, "Out of reach.");

        public ValueTask<byte[]?> GetAsync(string name, CancellationToken cancellationToken = default) => throw Unreachable;

        public ValueTask SetAsync(string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default) =>
            throw Unreachable;

        public ValueTask RemoveAsync(string name, CancellationToken cancellationToken = default) => throw Unreachable;
    }
}
