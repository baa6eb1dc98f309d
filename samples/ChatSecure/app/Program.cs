// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding;
using ChatSecure.Core;
using ChatSecure.Desktop;
using ChatSecure.Storage;
using Microsoft.Extensions.DependencyInjection;

// ChatSecure for the desktop: its brand, the engine, and the host that shows the screens in the person's browser. See --help. With --brand DIR in front it is
// another product, which is how build/app shows what a brand changes.
Func<CultureInfo?, Brand> loadBrand = culture => Brand.LoadEmbedded(typeof(Program).Assembly, culture);
if (args is ["--brand", var folder, .. var rest])
{
    (loadBrand, args) = (culture => Brand.Load(folder, culture), rest);
}

#region desktop
return await ChatSecureDesktop.RunAsync(
    args,
    Console.Out,
    new()
    {
        Brand = loadBrand,
        Compose = (services, profile) =>
            services.AddChatSecure(
                chat =>
                    chat.AddBranding(profile.Brand)
                        .AddChatSecureBlazor()
                        .AddSqlCipher(store =>
                        {
                            store.Directory = profile.Directory;
                            store.FileName = profile.DatabaseFileName;
                            store.KeySource = new DelegateKeySource(_ =>
                                ValueTask.FromResult(profile.UsePassphrase(DatabaseKey.FromPassphrase))
                            );
                        }),
                new ChatClientOptions { AllowOtr = true, Route = profile.Route }
            ),
    }
);
#endregion
