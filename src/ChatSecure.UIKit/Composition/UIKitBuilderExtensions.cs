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
    /// <see cref="IErrorPresenter"/>, <see cref="IUsernameSuggester"/>, <see cref="IMovePolicy"/>, <see cref="IMessageActions"/> or <see cref="IConversationActions"/>, before or after, takes the place of the kit's own; each
    /// <see cref="ConversationFilterSlot"/>, <see cref="SettingSlot"/> and <see cref="AttachmentSource"/> is added.</summary>
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
        )
        {
            MessageActions = provider.GetService<IMessageActions>(),
            ConversationActions = provider.GetService<IConversationActions>(),
            ConversationFilters = [.. provider.GetServices<ConversationFilterSlot>()],
            Settings = [.. provider.GetServices<SettingSlot>()],
            AttachmentSources = [.. provider.GetServices<AttachmentSource>()],
        });
        var registry = new Screens();
        screens?.Invoke(registry);
        builder.Services.Replace(ServiceDescriptor.Singleton(registry));
        return builder;
    }
}
