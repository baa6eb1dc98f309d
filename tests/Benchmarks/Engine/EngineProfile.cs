// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core;
using ChatSecure.Storage;
using ChatSecure.Stores;

namespace ChatSecure.Benchmarks.Engine;

/// <summary>A profile in a folder of its own, and the engine over it.</summary>
internal sealed class EngineProfile : IDisposable
{
    private readonly bool _isOurs;

    public EngineProfile()
    {
        Folder = Directory.CreateTempSubdirectory("chatsecure-bench-").FullName;
        _isOurs = true;
    }

    /// <summary>One that another process made, and deletes.</summary>
    public EngineProfile(string folder) => Folder = folder;

    public string Folder { get; }

    public string Database => Path.Combine(Folder, "chat.db");

    public IChatStoreFactory Store() =>
        new SqlCipherChatStoreFactory(
            new()
            {
                Directory = Folder,
                FileName = Path.GetFileName(Database),
                KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromRaw(new byte[32]))),
            }
        );

    public async Task<ChatClient> StartAsync()
    {
        var client = new ChatClient(Store());
        await client.StartAsync();
        return client;
    }

    /// <summary>Registers a new account on build/bench's server; it stays connected.</summary>
    public static async Task<Jid> RegisterAsync(ChatClient client, string name)
    {
        var account = Jid.Parse($"{name}-{Guid.NewGuid():N}@{Lab.Domain}");
        var settings = new AccountSettings
        {
            Jid = account,
            Server = new ServerAddress("127.0.0.1", int.Parse(Lab.StartTlsPort, CultureInfo.InvariantCulture)),
            ExtraAuthoritiesPem = await File.ReadAllTextAsync(Lab.AuthorityFile),
        };
        await client.Accounts.AddAsync(
            new AddAccountRequest(settings, Encoding.UTF8.GetBytes("a password for benchmarks"), Register: true)
        );
        return account;
    }

    public void Dispose()
    {
        if (_isOurs)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
