// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Composition;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Testing.Clients;
using ChatSecure.UIKit;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Groups;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Threading;
using Microsoft.Extensions.DependencyInjection;

namespace Zomlike.Tests;

/// <summary>What the first brand had to patch, exchange or copy, done with public types of the packages: docs/guides/zom-list.md names the rows.</summary>
public sealed class PatchedTests : IAsyncDisposable
{
    private static readonly Jid _amina = Jid.Parse("amina.a1b2c3@home.example.com");
    private static readonly Jid _tenzin = Jid.Parse("tenzin.d4e5f6@home.example.com");
    private static readonly Jid _old = Jid.Parse("amina@old.example.com");

    private readonly InMemoryNetwork _network = new(TimeProvider.System);
    private readonly Brand _brand = AppBrand.Load();
    private readonly List<IAsyncDisposable> _open = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Z5, Z6: who is to move, and when. The brand retires a server as data; an app with another idea registers it.</summary>
    [Fact]
    public async Task Who_moves_and_when_is_data_or_the_app_s_own_function()
    {
        var client = await ClientAsync(_old);
        await using var move = new MoveViewModel(Context(client), _old);
        move.Start();
        await UntilAsync(() => move.Offer is not null);
        Assert.Equal(new MoveOffer("home.example.com", null, IsReady: false), move.Offer);
        Assert.Contains("home.example.com", move.MoveCommand.BlockedReason, StringComparison.Ordinal);

        await using var never = new MoveViewModel(Context(client, services => services.AddSingleton<IMovePolicy, NobodyMoves>()), _old);
        never.Start();
        await UntilAsync(() => never.MoveCommand.BlockedReason is not null);
        Assert.Null(never.Offer);
    }

    /// <summary>Z7: the service of groups.</summary>
    [Fact]
    public void The_service_of_groups_is_the_brand_s_to_say()
    {
        Assert.Equal("rooms.home.example.com", _brand.Defaults.GroupService);
        Assert.Equal("zomlike", _brand.Explain("defaults.groupService").Layer);
    }

    /// <summary>Z8: errors appear in a bar of the app's own, and the kit shows none.</summary>
    [Fact]
    public void Errors_are_shown_where_the_app_likes()
    {
        var bar = new SnackBar();
        using var provider = Provide(services => services.AddSingleton<IErrorPresenter>(bar));
        var error = new ErrorContext(new ChatSecureException(ErrorKind.Unreachable, "x"), ErrorPlace.Action, _brand);
        Assert.Null(provider.GetRequiredService<KitSlots>().Errors.Present(error));
        Assert.Equal(_brand.Text("error.unreachable"), Assert.Single(bar.Shown));
    }

    /// <summary>Z10, Z12: names without server and suffix, in a list to choose from that is searched and chosen in.</summary>
    [Fact]
    public async Task People_to_choose_from_are_named_filtered_and_chosen_by_the_app()
    {
        var client = await ClientAsync(_amina);
        await ClientAsync(_tenzin);
        await client.Contacts.AddAsync(_amina, _tenzin, cancellationToken: Cancellation);
        await client.Contacts.AddAsync(_amina, Jid.Parse("lev@home.example.com"), "Lev", Cancellation);
        var context = Context(client, services => services.AddSingleton<INameFormatter, FirstNames>());
        await using var contacts = new ContactListViewModel(context, _amina);
        contacts.Start();
        await UntilAsync(() => contacts.Rows.Count == 2);
        contacts.SearchText = "tenz";
        await UntilAsync(() => contacts.Rows is [{ Name: "tenzin" }]);

        // The button of the header that the first brand had to reach by a private member: a group with those that were chosen.
        await using var group = new NewGroupViewModel(context, _amina);
        group.Start();
        await UntilAsync(() => group.Candidates.Count == 2);
        group.Choose(_tenzin);
        await UntilAsync(() => group.Candidates.Count(candidate => candidate.IsChosen) == 1);
    }

    /// <summary>Z13: a scanned code is a text like any other; the field says whether it is one, and what was added is told.</summary>
    [Fact]
    public async Task What_was_scanned_or_typed_is_checked_and_added()
    {
        var client = await ClientAsync(_amina);
        await using var add = new AddContactViewModel(Context(client), _amina);
        add.Start();
        add.Input = "not an address";
        Assert.Null(add.Address);
        Assert.NotNull(add.AddCommand.BlockedReason);

        add.Input = "xmpp:tenzin.d4e5f6@home.example.com";
        Assert.Equal(_tenzin, add.Address);
        await add.AddCommand.ExecuteAsync(Cancellation);
        Assert.Equal(_tenzin, add.Added);
    }

    /// <summary>Z14: where pictures come from is a list of the app's own; a brand without attachments has none.</summary>
    [Fact]
    public async Task Where_pictures_come_from_is_the_app_s_own_list()
    {
        var client = await ClientAsync(_amina);
        var camera = new AttachmentSource(
            "camera",
            brand => brand.Text("attachment.image"),
            (_, _) => Task.FromResult<IReadOnlyList<PickedFile>>([])
        );
        var context = Context(client, services => services.AddSingleton(camera));
        await using var composer = new ComposerViewModel(context, new ConversationId(_amina, _tenzin));
        Assert.Equal([camera], composer.Sources);
        Assert.Equal(_brand.Text("attachment.image"), composer.Sources[0].Title(_brand));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _open)
        {
            await client.DisposeAsync();
        }
    }

    private async Task<InMemoryChatClient> ClientAsync(Jid account)
    {
        var client = await InMemoryChatClient.CreateAsync(_network, account);
        _open.Add(client);
        return client;
    }

    private static ServiceProvider Provide(Action<IServiceCollection>? register)
    {
        var services = new ServiceCollection();
        register?.Invoke(services);
        services.AddChatSecure(chat => chat.AddUIKit());
        return services.BuildServiceProvider();
    }

    private UiContext Context(InMemoryChatClient client, Action<IServiceCollection>? register = null)
    {
        using var provider = Provide(register);
        return new(client, new LiveBrand(_brand), new ImmediateDispatcher(), TimeProvider.System, provider.GetRequiredService<KitSlots>());
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; !holds(); i++)
        {
            Assert.True(i < 600, "It did not come to hold within a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
        }
    }

    private sealed class NobodyMoves : IMovePolicy
    {
        public MoveOffer? Offer(MoveContext context) => null;
    }

    private sealed class SnackBar : IErrorPresenter
    {
        public List<string> Shown { get; } = [];

        public string? Present(ErrorContext context)
        {
            Shown.Add(context.Brand.Text(TextId.Of(context.Error.Kind)));
            return null;
        }
    }
}
