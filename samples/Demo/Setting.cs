// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core;
using ChatSecure.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.Demo;

/// <summary>The lab's server, and engines on it.</summary>
internal sealed record Setting(string Domain, ServerAddress Server, string AuthoritiesPem, byte[] Password, string Work)
{
    /// <summary>Reads <c>--domain --server --ca --work</c>; the accounts' password is in the environment.</summary>
    public static Setting Read(string[] args)
    {
        var values = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        var server = values["--server"].Split(':');
        return new(
            values["--domain"],
            new(server[0], int.Parse(server[1], System.Globalization.CultureInfo.InvariantCulture)),
            File.ReadAllText(values["--ca"]),
            System.Text.Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("DEMO_PASSWORD") ?? "secret"),
            values["--work"]
        );
    }

    public Jid JidOf(string user) => Jid.Parse($"{user}@{Domain}");

    /// <summary>Opens a profile and logs its account in.</summary>
    public async Task<(ServiceProvider Services, IChatClient Client)> StartAsync(
        string user,
        string directory,
        string fileName,
        byte[] passphrase,
        string? name = null
    )
    {
        var services = new ServiceCollection()
            .AddChatSecure(
                chat =>
                    chat.AddBranding(Brand.Neutral)
                        .AddSqlCipher(store =>
                        {
                            store.Directory = directory;
                            store.FileName = fileName;
                            store.KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromPassphrase(passphrase)));
                        }),
                new ChatClientOptions { AllowOtr = true }
            )
            .BuildServiceProvider();
        var client = services.GetRequiredService<IChatClient>();
        await client.StartAsync();
        await client.Accounts.AddAsync(
            new(
                new AccountSettings
                {
                    Jid = JidOf(user),
                    Server = Server,
                    ExtraAuthoritiesPem = AuthoritiesPem,
                },
                Password
            )
        );
        if (name is not null)
        {
            await client.Persona.SetNicknameAsync(JidOf(user), name);
        }

        return (services, client);
    }
}
