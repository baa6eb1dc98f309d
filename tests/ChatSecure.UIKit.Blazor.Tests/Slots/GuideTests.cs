// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Composition;
using ChatSecure.Testing.Clients;
using ChatSecure.UIKit.Blazor.Conversations;
using ChatSecure.UIKit.Blazor.Settings;
using ChatSecure.UIKit.Blazor.Slots;
using ChatSecure.UIKit.Blazor.Timeline;
using ChatSecure.UIKit.Slots;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.UIKit.Blazor.Tests.Slots;

/// <summary>The code of the README and of docs/guides/blazor.md.</summary>
public sealed class GuideTests
{
    [Fact]
    public async Task What_the_guide_registers_is_what_is_shown()
    {
        await using var client = new InMemoryChatClient(new());
        var services = new ServiceCollection();
        IChatSecureBuilder chat = new Builder(services);
        services.AddSingleton<IChatClient>(client);
        services.AddSingleton(new LiveBrand(Brand.Neutral));
        #region register
        chat.AddChatSecureBlazor(screens =>
            screens
                .Use<ConversationRowContext, LoudRow>() // a part in place of the kit's
                .Use<SettingsContext, OwnSettings>() // a whole screen
                .Wrap<MessageContext>(
                    (message, inner) => // the kit's, in a frame
                        builder =>
                        {
                            builder.OpenComponent<Translated>(0);
                            builder.AddComponentParameter(1, "Context", message);
                            builder.AddComponentParameter(2, "Inner", inner);
                            builder.CloseComponent();
                        }
                )
        );
        #endregion
        await using var provider = services.BuildServiceProvider();
        await using var page = provider.CreateAsyncScope();

        Assert.Same(provider.GetRequiredService<Screens>(), page.ServiceProvider.GetRequiredService<ChatUi>().Screens);
    }

    private sealed class Builder(IServiceCollection services) : IChatSecureBuilder
    {
        public IServiceCollection Services => services;
    }
}
