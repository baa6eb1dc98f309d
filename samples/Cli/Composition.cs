// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Logging;
using ChatSecure.Cli.Secrets;
using ChatSecure.Clients;
using ChatSecure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Cli;

/// <summary>Puts the engine together: the only place that names the packages.</summary>
internal static class Composition
{
    private const string DatabaseFile = "chat.db";

    /// <summary>The brand that the person chose, in the person's language where it has that.</summary>
    public static Brand LoadBrand(Settings settings)
    {
        var culture = CultureInfo.CurrentUICulture is { Name.Length: > 0 } known ? known : null;
        return settings.BrandFolder is { } folder ? Brand.Load(folder, culture)
            : culture is null ? Brand.Neutral
            : Brand.Neutral.WithCulture(culture);
    }

    /// <summary>Where the brand's profile lives unless told otherwise.</summary>
    public static string DefaultProfile(Brand brand) =>
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            brand.Identity.DataDirectoryName
        );

    public static bool ProfileExists(string directory) => File.Exists(Path.Combine(directory, DatabaseFile));

    /// <summary>Makes an engine; nothing is opened yet.</summary>
    public static IChatClient CreateClient(ClientSetup setup)
    {
        var services = new ServiceCollection();
        if (setup.Log != LogLevel.None)
        {
            services.AddLogging(log =>
                log.SetMinimumLevel(setup.Log).AddProvider(new StreamLoggerProvider(setup.LogOutput, TimeProvider.System))
            );
        }

        services.AddChatSecure(
            chat =>
                chat.AddBranding(setup.Brand)
                    .AddSqlCipher(options =>
                    {
                        options.Directory = setup.ProfileDirectory;
                        options.FileName = DatabaseFile;
                        options.KeySource = new ProfileKeySource(
                            setup.Secrets,
                            SystemSecrets.NameOf(setup.Brand, setup.ProfileDirectory),
                            setup.ReadKey
                        );
                    }),
            new ChatClientOptions
            {
                ClientType = "console",
                AllowOtr = true,
                Route = setup.Route.ApplyTo,
            }
        );
        return services.BuildServiceProvider().GetRequiredService<IChatClient>();
    }
}
