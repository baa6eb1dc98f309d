// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Composition;
using ChatSecure.UIKit.Slots;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives an app the functions of its screens.</summary>
public static class UIKitBuilderExtensions
{
    /// <summary>Registers <see cref="KitSlots"/> and <see cref="Screens"/> as singletons. What the app registers for <see cref="INameFormatter"/>,
    /// <see cref="IErrorPresenter"/>, <see cref="IUsernameSuggester"/> or <see cref="IMovePolicy"/>, before or after, takes the place of the kit's own.</summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="screens">Registers the screens of a toolkit and of the app; null for none.</param>
    /// <returns>The builder.</returns>
    public static IChatSecureBuilder AddUIKit(this IChatSecureBuilder builder, Action<Screens>? screens = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(provider => new KitSlots(
            provider.GetService<INameFormatter>(),
            provider.GetService<IErrorPresenter>(),
            provider.GetService<IUsernameSuggester>(),
            provider.GetService<IMovePolicy>()
        ));
        var registry = new Screens();
        screens?.Invoke(registry);
        builder.Services.Replace(ServiceDescriptor.Singleton(registry));
        return builder;
    }
}
