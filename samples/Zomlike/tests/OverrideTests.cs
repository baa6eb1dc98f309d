// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using ChatSecure.Testing.Stores;
using ChatSecure.UIKit.Slots;
using Microsoft.Extensions.DependencyInjection;

namespace Zomlike.Tests;

/// <summary>What Zomlike has made its own holds, whichever version of the packages it stands on.</summary>
public sealed class OverrideTests
{
    private static readonly Jid _me = Jid.Parse("amina@example.org");

    [Fact]
    public async Task It_speaks_its_own_words_in_its_languages()
    {
        await using var english = Compose();
        await using var german = Compose(CultureInfo.GetCultureInfo("de"));
        var text = new Text(english.GetRequiredService<Brand>());
        Assert.StartsWith("Hey, good to see you!", text.OnboardingWelcome, StringComparison.Ordinal);
        Assert.Contains("is scribbling", text.TypingComposing("Tenzin"), StringComparison.Ordinal);
        Assert.Contains("3", text.ConversationsUnread(3), StringComparison.Ordinal);
        Assert.Equal("Du bist drin!", new Text(german.GetRequiredService<Brand>()).ConnectionOnline);
    }

    [Fact]
    public async Task It_has_its_own_mark_name_and_folder()
    {
        await using var app = Compose();
        var brand = app.GetRequiredService<Brand>();
        Assert.Equal(("zomlike", "Zomlike", "zomlike"), (AppBrand.Id, brand.Name, brand.Identity.DataDirectoryName));
        Assert.Equal("zomlike", brand.Explain("asset:" + BrandAssets.Logo).Layer);
        Assert.Equal("zomlike", brand.Explain(BrandKeys.ColorPrimary).Layer);
    }

    [Fact]
    public async Task Names_are_shown_as_it_likes()
    {
        await using var app = Compose();
        var names = app.GetRequiredService<KitSlots>().Names;
        Assert.Equal("tenzin", names.Format(new(Jid.Parse("tenzin.d4e5f6@home.example.com"), null, app.GetRequiredService<Brand>())));
        Assert.Equal("Lev", names.Format(new(Jid.Parse("lev@home.example.com"), "Lev", app.GetRequiredService<Brand>())));
    }

    [Fact]
    public async Task Its_rule_that_everything_is_encrypted_holds_in_the_engine()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var profile = new InMemoryChatStoreFactory();
        await using (var store = await profile.OpenAsync(cancellation))
        {
            // An address where nobody listens: the rule holds before anything is sent.
            await store.Accounts.SaveAsync(new AccountSettings { Jid = _me, Server = new("127.0.0.1", 1) }, cancellation);
        }

        await using var app = Compose(profile: profile);
        var client = app.GetRequiredService<IChatClient>();
        await client.StartAsync(cancellation);
        var refused = await Assert.ThrowsAsync<ChatSecureException>(() =>
            client.Conversations.SendAsync(
                new ConversationId(_me, Jid.Parse("tenzin@example.org")),
                new OutgoingMessage("hi", EncryptionChoice.None),
                cancellation
            )
        );
        Assert.Equal(ErrorKind.CannotEncrypt, refused.Kind);
    }

    private static ServiceProvider Compose(CultureInfo? culture = null, IChatStoreFactory? profile = null)
    {
        var services = new ServiceCollection();
        App.Add(services, AppBrand.Load(culture), chat => chat.Services.AddSingleton(profile ?? new InMemoryChatStoreFactory()));
        return services.BuildServiceProvider();
    }
}
