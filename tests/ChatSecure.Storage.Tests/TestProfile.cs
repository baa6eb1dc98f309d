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

    /// <summary>As little work for a passphrase as is allowed.</summary>
    public static PassphraseCost Cheap { get; } = new(19_456, 2);

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("chatsecure-storage-").FullName;

    public string Database => Path.Combine(Directory, "chat.db");

    public string KeyFile => Path.Combine(Directory, "chat.key");

    public string Media => Path.Combine(Directory, "chat.media");

    /// <summary>A copy of a profile as a former version of this software wrote it.</summary>
    public static TestProfile Golden(int schema)
    {
        var profile = new TestProfile();
        foreach (var file in System.IO.Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden", $"profile-{schema}")))
        {
            File.Copy(file, Path.Combine(profile.Directory, Path.GetFileName(file)));
        }

        return profile;
    }

    public SqlCipherOptions Options(Func<DatabaseKey>? key = null, ISQLite3Provider? provider = null) =>
        new()
        {
            Directory = Directory,
            KeySource = new DelegateKeySource(_ => ValueTask.FromResult((key ?? (() => DatabaseKey.FromRaw(RawKey)))())),
            Provider = provider,
            PassphraseCost = Cheap,
        };

    public SqlCipherChatStoreFactory Factory(Func<DatabaseKey>? key = null, ISQLite3Provider? provider = null, TimeProvider? time = null) =>
        new(Options(key, provider), time);

    public async Task<SqlCipherChatStore> OpenAsync(Func<DatabaseKey>? key = null, ISQLite3Provider? provider = null) =>
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
