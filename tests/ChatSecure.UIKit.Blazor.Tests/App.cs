// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using AngleSharp.Dom;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Composition;
using ChatSecure.Messaging;
using ChatSecure.Testing.Clients;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Tests;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.UIKit.Blazor.Tests;

/// <summary>Alice's app in a page without a browser, on its engine in memory; Bob is at the other end of the network.</summary>
internal sealed class App : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private App(
        Brand brand,
        InMemoryNetwork network,
        FakeTimeProvider clock,
        InMemoryChatClient alice,
        InMemoryChatClient bob,
        Action<Screens>? screens
    )
    {
        (Brand, Network, Clock, Alice, Bob) = (new(brand), network, clock, alice, bob);
        Page.JSInterop.Mode = JSRuntimeMode.Loose;
        Page.Services.AddSingleton<IChatClient>(alice);
        Page.Services.AddSingleton(Brand);
        Page.Services.AddSingleton<TimeProvider>(clock);
        new Builder(Page.Services).AddChatSecureBlazor(screens);
    }

    public static Jid AliceJid { get; } = Say.Conversation.Account;

    public static Jid BobJid { get; } = Say.Conversation.Peer;

    public static ConversationId FromBob { get; } = new(BobJid, AliceJid);

    public static byte[] File { get; } = [1, 2, 3];

    public BunitContext Page { get; } = new();

    public LiveBrand Brand { get; }

    public InMemoryNetwork Network { get; }

    public FakeTimeProvider Clock { get; }

    public InMemoryChatClient Alice { get; }

    public InMemoryChatClient Bob { get; }

    public ChatUi Ui => Page.Services.GetRequiredService<ChatUi>();

    public IRenderedComponent<ChatApp> Shown { get; private set; } = null!;

    public static async Task<App> StartAsync(Brand? brand = null, Action<Screens>? screens = null, bool hasAccount = true)
    {
        var clock = Say.Clock();
        var network = new InMemoryNetwork(clock);
        var alice = hasAccount ? await InMemoryChatClient.CreateAsync(network, AliceJid) : new InMemoryChatClient(network);
        var bob = await InMemoryChatClient.CreateAsync(network, BobJid);
        if (hasAccount)
        {
            await alice.Contacts.AddAsync(AliceJid, BobJid, "Bob");
            await bob.Contacts.AddAsync(BobJid, AliceJid, "Alice");
        }

        return new(brand ?? Say.ChatSecure, network, clock, alice, bob, screens);
    }

    /// <summary>Shows the app.</summary>
    public App Show(bool isInteractive = true)
    {
        Page.Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive));
        Shown = Page.Render<ChatApp>(parameters => parameters.Add(app => app.Ui, Ui));
        return this;
    }

    /// <summary>Opens the conversation with Bob, in which there is a message at least.</summary>
    public async Task<App> OpenAsync(string greeting = "Hello Alice")
    {
        await BobSaysAsync(greeting);
        Show();
        await ClickAsync(".cs-row");
        await UntilAsync(() => Find(".cs-message") is not null);
        return this;
    }

    public void Speak(string culture) => Brand.SwitchCulture(CultureInfo.GetCultureInfo(culture));

    public Task<SendReceipt> BobSaysAsync(string body) => Bob.Conversations.SendAsync(FromBob, new(body));

    /// <summary>Bob sends a file, whose content is <see cref="File"/>.</summary>
    public Task<SendReceipt> BobSendsAsync(string name, string mediaType) =>
        Bob.Conversations.SendAsync(
            FromBob,
            new(string.Empty)
            {
                Attachments = [new(_ => ValueTask.FromResult<Stream>(new MemoryStream(File))) { FileName = name, MediaType = mediaType }],
            }
        );

    public Task<SendReceipt> AliceSaysAsync(string body) => Alice.Conversations.SendAsync(Say.Conversation, new(body));

    public IElement? Find(string selector) => Shown.FindAll(selector).FirstOrDefault();

    public IReadOnlyList<IElement> FindAll(string selector) => Shown.FindAll(selector);

    /// <summary>What the page was told to do.</summary>
    public IReadOnlyList<JSRuntimeInvocation> Calls(string function) =>
        [.. Page.JSInterop.Invocations.Where(call => call.Identifier == function)];

    /// <summary>Waits until something is shown.</summary>
    public async Task UntilAsync(Func<bool> isShown)
    {
        using var patience = new CancellationTokenSource(_patience);
        while (true)
        {
            try
            {
                if (await Shown.InvokeAsync(isShown))
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is ElementNotFoundException or NullReferenceException)
            {
                // Not there yet.
            }

            Assert.False(patience.IsCancellationRequested, $"It was not shown: {Shown.Markup}");
            await Task.Delay(20);
        }
    }

    public Task UntilAsync(string selector) => UntilAsync(() => Find(selector) is not null);

    /// <summary>Waits for something and clicks on it.</summary>
    public async Task ClickAsync(string selector)
    {
        await UntilAsync(selector);
        await Shown.InvokeAsync(() => Find(selector)!.ClickAsync(new()));
    }

    /// <summary>Waits for an entry of a menu and chooses it.</summary>
    public async Task ChooseAsync(string label)
    {
        await UntilAsync(() => FindAll("[role=menuitem]").Any(item => item.TextContent.Trim() == label));
        await Shown.InvokeAsync(() => FindAll("[role=menuitem]").First(item => item.TextContent.Trim() == label).ClickAsync(new()));
    }

    /// <summary>Types into a field.</summary>
    public async Task TypeAsync(string selector, string text)
    {
        await UntilAsync(selector);
        await Shown.InvokeAsync(() => Find(selector)!.InputAsync(new() { Value = text }));
    }

    public async Task SubmitAsync(string selector)
    {
        await UntilAsync(selector);
        await Shown.InvokeAsync(() => Find(selector)!.SubmitAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        await Alice.DisposeAsync();
        await Bob.DisposeAsync();
    }

    private sealed class Builder(IServiceCollection services) : IChatSecureBuilder
    {
        public IServiceCollection Services => services;
    }
}
