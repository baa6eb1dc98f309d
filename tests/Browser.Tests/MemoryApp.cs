// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Desktop;
using ChatSecure.Testing.Clients;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.Browser.Tests;

/// <summary>The host in this process, on an engine in memory: what is shown is what a test put there.</summary>
internal sealed class MemoryApp : IAsyncDisposable
{
    private const string Variable = "BROWSER_TESTS_PASSPHRASE";

    private readonly DesktopApp _app;
    private readonly string _profile;

    private MemoryApp(DesktopApp app, string profile) => (_app, _profile) = (app, profile);

    public Uri StartLink => _app.NewStartLink();

    /// <summary>Starts it; open at once unless its gate shall be seen, which asks for a new passphrase, or for that of a profile that is there.</summary>
    public static async Task<MemoryApp> StartAsync(
        IChatClient client,
        Look? look = null,
        bool isOpen = true,
        bool isThere = false,
        Action<UIKit.Slots.Screens>? screens = null,
        TimeProvider? time = null,
        string? lockAfter = null
    )
    {
        look ??= Look.All[0];
        var brand = look.Load();
        var profile = Directory.CreateTempSubdirectory("chatsecure-app-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(profile, "settings.json"),
            $$"""{ "appearance": "{{look.Appearance}}", "lockAfter": "{{lockAfter}}" }"""
        );
        if (isThere)
        {
            await File.WriteAllBytesAsync(Path.Combine(profile, brand.Identity.DatabaseFileName), []);
        }

        Environment.SetEnvironmentVariable(Variable, Steps.Passphrase);
        string[] open = isOpen ? ["--key-env", Variable] : [];
        var options = new DesktopOptions
        {
            Brand = _ => brand,
            Compose = (services, given) =>
            {
                if (client is InMemoryChatClient memory)
                {
                    (memory.Key, memory.KeySource) = (
                        System.Text.Encoding.UTF8.GetBytes(Steps.Passphrase),
                        _ => ValueTask.FromResult(given.UsePassphrase(typed => typed.ToArray()))
                    );
                }

                if (time is not null)
                {
                    services.AddSingleton(time);
                }

                look.Compose(services, given.Brand, client, screens);
            },
        };
        return new(await DesktopApp.StartAsync(["--profile", profile, .. open], options), profile);
    }

    /// <summary>What the app has put together.</summary>
    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_profile, recursive: true);
    }
}
