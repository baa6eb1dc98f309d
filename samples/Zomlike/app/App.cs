// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Branding;
using ChatSecure.Composition;
using ChatSecure.Core;
using ChatSecure.Desktop;
using ChatSecure.Storage;
using ChatSecure.UIKit.Slots;
using Microsoft.Extensions.DependencyInjection;
using Zomlike.Screens;

namespace Zomlike;

/// <summary>Puts Zomlike together: engine, screens and host from packages, the brand that the build put into this assembly, and what is Zomlike's own.</summary>
public static class App
{
    /// <summary>Composes the app on a profile of this machine.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="profile">Where the profile lies, its key, and how accounts connect.</param>
    public static void Compose(IServiceCollection services, DesktopProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Add(
            services,
            profile.Brand,
            chat =>
                chat.AddSqlCipher(store =>
                {
                    store.Directory = profile.Directory;
                    store.FileName = profile.DatabaseFileName;
                    store.KeySource = new DelegateKeySource(_ => ValueTask.FromResult(profile.UsePassphrase(DatabaseKey.FromPassphrase)));
                }),
            profile.Route
        );
    }

    /// <summary>Composes the app on any store.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="brand">The brand, in the person's language.</param>
    /// <param name="addStore">Says where messages are kept.</param>
    /// <param name="route">How accounts connect; null for as they are stored.</param>
    public static void Add(
        IServiceCollection services,
        Brand brand,
        Action<IChatSecureBuilder> addStore,
        Func<AccountSettings, AccountSettings>? route = null
    )
    {
        #region compose
        services.AddChatSecure(
            chat => addStore(chat.AddBranding(brand).AddChatSecureBlazor(screens => screens.AddZomlike())),
            new ChatClientOptions { Route = route }
        );
        services.AddSingleton<INameFormatter, FirstNames>();
        #endregion
    }
}
