// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Stores;
using SQLitePCL;

namespace ChatSecure.Storage.Tests;

/// <summary>A profile in a folder of its own, which is removed in the end.</summary>
public sealed class TestProfile : IDisposable
{
    public static byte[] RawKey { get; } = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("chatsecure-storage-").FullName;

    public string Database => Path.Combine(Directory, "chat.db");

    public string KeyFile => Path.Combine(Directory, "chat.key");

    public SqlCipherChatStoreFactory Factory(Func<DatabaseKey>? key = null, ISQLite3Provider? provider = null, TimeProvider? time = null) =>
        new(
            new()
            {
                Directory = Directory,
                KeySource = new DelegateKeySource(_ => ValueTask.FromResult((key ?? (() => DatabaseKey.FromRaw(RawKey)))())),
                Provider = provider,
            },
            time
        );

    public async Task<IChatStore> OpenAsync(Func<DatabaseKey>? key = null, ISQLite3Provider? provider = null) =>
        await Factory(key, provider).OpenAsync(TestContext.Current.CancellationToken);

    public async Task<ChatSecureException> FailsToOpenAsync(Func<DatabaseKey>? key = null, ISQLite3Provider? provider = null)
    {
        return await Assert.ThrowsAsync<ChatSecureException>(async () =>
        {
            await using var store = await OpenAsync(key, provider);
        });
    }

    /// <summary>What the files hold now, by name: to prove that a refusal changed nothing. The lock file is left out.</summary>
    public Dictionary<string, string> Snapshot() =>
        new DirectoryInfo(Directory)
            .GetFiles()
            .Where(file => file.Extension != ".lock")
            .ToDictionary(file => file.Name, file => Convert.ToHexString(File.ReadAllBytes(file.FullName)));

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
