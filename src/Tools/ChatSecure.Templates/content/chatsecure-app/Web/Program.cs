#if (isSource)
// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
// (What `dotnet new` makes of it is yours: these lines stay behind.)

#endif
using ChatSecure.Branding;
using ChatSecure.Core;
using ChatSecure.Desktop;
using ChatSecure.Storage;
using Microsoft.Extensions.DependencyInjection;
using TeaHouse;

// The messenger as a local app: the screens in the person's own browser, everything else in this process. --help tells the options.
return await ChatSecureDesktop.RunAsync(
    args,
    Console.Out,
    new()
    {
        Brand = AppBrand.Load,
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
                new ChatClientOptions { Route = profile.Route }
            ),
    }
);
