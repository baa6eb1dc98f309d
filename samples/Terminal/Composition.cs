// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core;
using ChatSecure.Storage;
using ChatSecure.UIKit.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.Terminal;

/// <summary>Puts the engine together: the only place that names the packages.</summary>
internal static class Composition
{
    private const string DatabaseFile = "chat.db";

    public static Brand LoadBrand(Options options)
    {
        var culture = CultureInfo.CurrentUICulture is { Name.Length: > 0 } known ? known : null;
        return options.BrandFolder is { } folder ? Brand.Load(folder, culture)
            : culture is null ? Brand.Neutral
            : Brand.Neutral.WithCulture(culture);
    }

    /// <summary>Whether there is a profile already: then its passphrase is asked for once, not twice.</summary>
    public static bool ProfileExists(Brand brand, Options options) => File.Exists(Path.Combine(Directory(brand, options), DatabaseFile));

    /// <summary>Makes an engine; nothing is opened yet.</summary>
    public static IChatClient CreateClient(LiveBrand brand, Options options, PassphraseBox box)
    {
        var services = new ServiceCollection();
        services.AddChatSecure(
            chat =>
                chat.AddBranding(brand.Current)
                    .AddSqlCipher(store =>
                    {
                        store.Directory = Directory(brand.Current, options);
                        store.FileName = DatabaseFile;
                        store.KeySource = new DelegateKeySource(_ => ValueTask.FromResult(box.Use(DatabaseKey.FromPassphrase)));
                    }),
            new ChatClientOptions { ClientType = "console", AllowOtr = true }
        );
        return services.BuildServiceProvider().GetRequiredService<IChatClient>();
    }

    public static string SettingsFile(Brand brand, Options options) => Path.Combine(Directory(brand, options), "settings.json");

    private static string Directory(Brand brand, Options options) =>
        options.ProfileDirectory
        ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            brand.Identity.DataDirectoryName
        );
}
