// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Core;
using ChatSecure.Desktop;
using ChatSecure.Storage;
using Microsoft.Extensions.DependencyInjection;

// ChatSecure for the desktop: its brand, the engine, and the host that shows the screens in the person's browser. See --help.
#region desktop
return await ChatSecureDesktop.RunAsync(
    args,
    Console.Out,
    new()
    {
        Brand = culture => Brand.LoadEmbedded(typeof(Program).Assembly, culture),
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
