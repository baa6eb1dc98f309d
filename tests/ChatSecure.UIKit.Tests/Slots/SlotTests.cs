// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Composition;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Conversations;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Threading;
using ChatSecure.UIKit.Timeline;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace ChatSecure.UIKit.Tests.Slots;

public sealed class SlotTests
{
    private static readonly Jid _peer = Jid.Parse("tenzin.a1b2c3@home.example");

    [Fact]
    public void What_an_app_registers_takes_the_kit_s_place_whether_before_or_after()
    {
        using var before = Provide(services => services.AddSingleton<INameFormatter, Short>(), _ => { });
        using var after = Provide(_ => { }, services => services.AddSingleton<INameFormatter, Short>());
        using var kit = Provide(_ => { }, _ => { });
        var context = new NameContext(_peer, null, Brand.Neutral);
        Assert.Equal("tenzin", before.GetRequiredService<KitSlots>().Names.Format(context));
        Assert.Equal("tenzin", after.GetRequiredService<KitSlots>().Names.Format(context));
        Assert.Equal("tenzin.a1b2c3@home.example", kit.GetRequiredService<KitSlots>().Names.Format(context));
        Assert.Equal("Tenzin", kit.GetRequiredService<KitSlots>().Names.Format(context with { Name = "Tenzin" }));
    }

    [Fact]
    public void Errors_have_the_brand_s_words_unless_an_app_shows_them_itself()
    {
        var error = new ErrorContext(new ChatSecureException(ErrorKind.TimedOut, "x"), ErrorPlace.Sending, Brand.Neutral);
        Assert.Equal("No answer came in time. Please try again.", KitSlots.Default.Errors.Present(error));
        Assert.Equal(
            "Older messages can't be shown right now.",
            KitSlots.Default.Errors.Present(error with { Place = ErrorPlace.Loading })
        );
        var bar = new Bar();
        Assert.Null(new KitSlots(errors: bar).Errors.Present(error));
        Assert.Equal(ErrorKind.TimedOut, Assert.Single(bar.Shown).Error.Kind);
    }

    [Fact]
    public async Task View_models_ask_the_app_s_functions()
    {
        var conversation = new ConversationId(Jid.Parse("me@home.example"), _peer);
        var slots = new KitSlots(new Short());
        await using var timeline = new TimelineViewModel(
            Substitute.For<IConversations>(),
            conversation,
            null,
            Brand.Neutral,
            new ImmediateDispatcher(),
            TimeProvider.System,
            slots
        );
        Assert.Equal(("tenzin", "Message to tenzin"), (timeline.Title, timeline.Placeholder));
        var engine = new FakeConversations();
        await using var list = new ConversationListViewModel(
            engine,
            conversation.Account,
            Brand.Neutral,
            new ImmediateDispatcher(),
            TimeProvider.System,
            slots
        );
        list.Start();
        await engine.List.ResetAsync([new ConversationSummary { Id = conversation, Name = null }]);
        Assert.Equal("tenzin", Assert.Single(list.Rows).Title);
    }

    [Fact]
    public void A_screen_is_replaced_or_put_into_a_frame_without_touching_the_others()
    {
        var screens = new Screens().Add<Login>((login, _) => $"kit login {login.Server}").Add<Settings>((_, _) => "kit settings");
        screens.Add<Login>((login, before) => $"[{before(login with { Server = "b.example" })}]");
        Assert.Equal("[kit login b.example]", screens.Create(new Login("a.example")));
        Assert.Equal("kit settings", screens.Create(new Settings()));
        Assert.Equal(
            "No screen is registered for Other.",
            Assert.Throws<InvalidOperationException>(() => screens.Create(new Other())).Message
        );
        screens.Add<Other>((other, before) => before(other));
        Assert.Throws<InvalidOperationException>(() => screens.Create(new Other()));
    }

    [Fact]
    public void Screens_are_registered_with_the_app()
    {
        var services = new ServiceCollection();
        new Builder(services).AddUIKit(screens => screens.Add<Settings>((_, _) => "mine"));
        using var provider = services.BuildServiceProvider();
        Assert.Equal("mine", provider.GetRequiredService<Screens>().Create(new Settings()));
    }

    private static ServiceProvider Provide(Action<IServiceCollection> before, Action<IServiceCollection> after)
    {
        var services = new ServiceCollection();
        before(services);
        new Builder(services).AddUIKit();
        after(services);
        return services.BuildServiceProvider();
    }

    private sealed record Login(string Server);

    private sealed record Settings;

    private sealed record Other;

    private sealed record Builder(IServiceCollection Services) : IChatSecureBuilder;

    private sealed class Short : INameFormatter
    {
        public string Format(NameContext context) => context.Name ?? context.Peer.Local!.Split('.')[0];
    }

    private sealed class Bar : IErrorPresenter
    {
        public List<ErrorContext> Shown { get; } = [];

        public string? Present(ErrorContext context)
        {
            Shown.Add(context);
            return null;
        }
    }
}
