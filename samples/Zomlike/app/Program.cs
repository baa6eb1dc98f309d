// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Desktop;
using Zomlike;

// Zomlike for the desktop: its screens in the person's browser, everything else in this process. --help tells the options.
return await ChatSecureDesktop.RunAsync(
    args,
    Console.Out,
    new()
    {
        Brand = AppBrand.Load,
        Compose = App.Compose,
        Version = typeof(App).Assembly.GetName().Version!.ToString(3),
    }
);
