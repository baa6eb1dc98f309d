// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Composition;
using ChatSecure.UIKit;
using ChatSecure.UIKit.Blazor;
using ChatSecure.UIKit.Blazor.Media;
using ChatSecure.UIKit.Blazor.Settings;
using ChatSecure.UIKit.Blazor.Slots;
using ChatSecure.UIKit.Blazor.Threading;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Shell;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Threading;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives an app its screens as Razor components.</summary>
public static class BlazorBuilderExtensions
{
    /// <summary>Registers the kit's screens, and <see cref="ChatUi"/> once for each renderer (scoped): an app shows them with
    /// <c>&lt;ChatApp Ui="…" /&gt;</c>. Needs an <see cref="IChatClient"/> and a <see cref="LiveBrand"/>. An app that registers its own
    /// <see cref="ISettingsStore"/> keeps settings over restarts; one that registers its <see cref="PassphraseBox"/> takes what is typed on the lock screen
    /// from there. A link that it was started with it puts into the <see cref="LinkBox"/>. One <see cref="IdleLock"/> hears of every use in every window.</summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="screens">Registers the app's own screens and parts, in place of the kit's or around them; null for none.</param>
    /// <returns>The builder.</returns>
    public static IChatSecureBuilder AddChatSecureBlazor(this IChatSecureBuilder builder, Action<Screens>? screens = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddUIKit(registry =>
        {
            KitScreens.Register(registry);
            screens?.Invoke(registry);
        });
        var services = builder.Services;
        services.TryAddSingleton<ISettingsStore, SessionSettings>();
        services.TryAddSingleton<PassphraseBox>();
        services.TryAddSingleton<LinkBox>();
        services.TryAddSingleton(provider => new IdleLock(
            provider.GetRequiredService<IChatClient>(),
            provider.GetRequiredService<LiveBrand>(),
            provider.GetRequiredService<ISettingsStore>(),
            provider.GetService<TimeProvider>()
        ));
        services.TryAddSingleton<IMediaAddresses, NoMediaAddresses>();
        services.TryAddScoped<RendererDispatcher>();
        services.TryAddScoped<IUiDispatcher>(provider => provider.GetRequiredService<RendererDispatcher>());
        services.TryAddScoped(provider => new UiContext(
            provider.GetRequiredService<IChatClient>(),
            provider.GetRequiredService<LiveBrand>(),
            provider.GetRequiredService<IUiDispatcher>(),
            provider.GetService<TimeProvider>(),
            provider.GetRequiredService<KitSlots>()
        ));
        services.TryAddScoped(provider => new ChatUi(
            provider.GetRequiredService<UiContext>(),
            provider.GetRequiredService<Screens>(),
            provider.GetRequiredService<ISettingsStore>(),
            provider.GetRequiredService<PassphraseBox>()
        ));
        return builder;
    }
}
