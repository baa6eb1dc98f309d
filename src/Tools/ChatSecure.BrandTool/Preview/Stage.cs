// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Composition;
using ChatSecure.Testing.Clients;
using ChatSecure.UIKit.Blazor;
using ChatSecure.UIKit.Blazor.Slots;
using ChatSecure.UIKit.Shell;
using ChatSecure.UIKit.Threading;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.HtmlRendering.Infrastructure;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace ChatSecure.BrandTool.Preview;

/// <summary>The kit's own screens on an engine in memory, in one language of a brand, rendered to what a browser would be sent.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;
    private readonly Renderer _renderer;

    private Stage(InMemoryChatClient client, ServiceProvider services)
    {
        (Client, _services) = (client, services);
        _scope = services.CreateAsyncScope();
        _renderer = new(_scope.ServiceProvider);
        services.GetRequiredService<RendererThread>().Dispatcher = _renderer.Dispatcher;
        Ui = _scope.ServiceProvider.GetRequiredService<ChatUi>();
        Shell = new(Ui.Context);
    }

    public InMemoryChatClient Client { get; }

    public ChatUi Ui { get; }

    public ShellViewModel Shell { get; }

    /// <summary>Sets it up, and waits until the account is there.</summary>
    public static async Task<Stage> SetAsync(InMemoryChatClient client, SceneClock clock, Brand brand)
    {
        var services = new ServiceCollection();
        new Builder(services).AddBranding(brand).AddChatSecureBlazor();
        services.AddSingleton<IChatClient>(client).AddSingleton<TimeProvider>(clock).AddSingleton<IJSRuntime, NoPage>();
        services.AddSingleton<RendererThread>().AddSingleton<IUiDispatcher>(provider => provider.GetRequiredService<RendererThread>());
        var stage = new Stage(client, services.BuildServiceProvider());
        await stage._renderer.Dispatcher.InvokeAsync(stage.Shell.Start).ConfigureAwait(false);
        await stage.UntilAsync(() => stage.Shell is { IsLoaded: true, Account: not null }, "the account").ConfigureAwait(false);
        return stage;
    }

    /// <summary>Renders what is shown for a context, once it shows what it is to show.</summary>
    /// <param name="context">Makes the context, on the renderer's thread.</param>
    /// <param name="mark">What stands in it when it is complete.</param>
    /// <param name="isCard">Whether it is a card in the middle, as the steps of the way in are.</param>
    public Task<string> RenderAsync<TContext>(Func<Stage, TContext> context, string mark, bool isCard = false)
        where TContext : class =>
        RenderAsync(
            () =>
            {
                var made = context(this);
                RenderFragment slot = builder =>
                {
                    builder.OpenComponent<Slot<TContext>>(0);
                    builder.AddComponentParameter(1, nameof(Slot<>.Context), made);
                    builder.CloseComponent();
                };
                return isCard ? Element("main", "cs-centre", Element("div", "cs-card cs-onboarding", slot)) : slot;
            },
            mark
        );

    /// <summary>Does something on the thread of the screens.</summary>
    public Task DoAsync(Action action) => _renderer.Dispatcher.InvokeAsync(action);

    public async ValueTask DisposeAsync()
    {
        await _renderer.DisposeAsync().ConfigureAwait(false);
        await Shell.DisposeAsync().ConfigureAwait(false);
        await _scope.DisposeAsync().ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<string> RenderAsync(Func<RenderFragment> content, string mark)
    {
        var html = string.Empty;
        var root = await _renderer
            .Dispatcher.InvokeAsync(() =>
            {
                var app = new App(Ui, content());
                return _renderer.BeginRenderingComponent(app, ParameterView.Empty);
            })
            .ConfigureAwait(false);
        await UntilAsync(
                () =>
                    (html = root.ToHtmlString()).Contains(mark, StringComparison.Ordinal)
                    && !html.Contains("cs-spinner", StringComparison.Ordinal),
                mark
            )
            .ConfigureAwait(false);
        return html;
    }

    private async Task UntilAsync(Func<bool> holds, string what)
    {
        using var patience = new CancellationTokenSource(_patience);
        while (!await _renderer.Dispatcher.InvokeAsync(holds).ConfigureAwait(false))
        {
            if (patience.IsCancellationRequested)
            {
                throw new ToolException($"A screen did not come to show '{what}'.");
            }

            await Task.Delay(_pause).ConfigureAwait(false);
        }
    }

    private static RenderFragment Element(string tag, string className, RenderFragment content) =>
        builder =>
        {
            builder.OpenElement(0, tag);
            builder.AddAttribute(1, "class", className);
            builder.AddContent(2, content);
            builder.CloseElement();
        };

    private sealed record Builder(IServiceCollection Services) : IChatSecureBuilder;

    /// <summary>The renderer's thread as the one of the view models.</summary>
    private sealed class RendererThread : IUiDispatcher
    {
        public Dispatcher? Dispatcher { get; set; }

        public Task InvokeAsync(Action action) => Dispatcher!.InvokeAsync(action);
    }

    // Buttons look as they do where somebody can press them.
    private sealed class Renderer(IServiceProvider services) : StaticHtmlRenderer(services, NullLoggerFactory.Instance)
    {
        protected override RendererInfo RendererInfo { get; } = new("Preview", isInteractive: true);
    }

    private sealed class App(ChatUi ui, RenderFragment content) : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<CascadingValue<ChatUi>>(0);
            builder.AddComponentParameter(1, "Value", ui);
            builder.AddComponentParameter(2, "ChildContent", Element("div", "cs-app", content));
            builder.CloseComponent();
        }
    }
}
