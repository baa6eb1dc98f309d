// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding;
using ChatSecure.Composition;
using ChatSecure.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Zomlike;

/// <summary>Puts Zomlike together: the engine from packages, the brand that the build put into this assembly, and Zomlike's own services.</summary>
public static class App
{
    /// <summary>Composes the app.</summary>
    /// <param name="addStore">Says where messages are kept.</param>
    /// <param name="culture">The person's language; null for the brand's own.</param>
    /// <returns>The services; disposing of them disconnects.</returns>
    public static ServiceProvider Compose(Action<IChatSecureBuilder> addStore, CultureInfo? culture = null)
    {
        #region compose
        var services = new ServiceCollection();
        services.AddChatSecure(chat => addStore(chat.AddBranding(AppBrand.Load(culture))), new ChatClientOptions { ClientType = "phone" });
        services.AddSingleton(provider => new Greeter(provider.GetRequiredService<Brand>()));
        return services.BuildServiceProvider();
        #endregion
    }
}
