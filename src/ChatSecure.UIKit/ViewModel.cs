// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.ComponentModel;
using System.Runtime.CompilerServices;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Threading;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit;

/// <summary>What all view models share: notifications on the UI thread, the brand that gives them words, and feeds that end when they are disposed of.
/// Its members are used on the UI thread only.</summary>
public abstract class ViewModel : INotifyPropertyChanged, IAsyncDisposable
{
    private static readonly TimeSpan _tick = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private Task? _feed;
    private ITimer? _timer;
    private DateOnly _today;

    private protected ViewModel(UiContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Context = context;
        Names = new(context);
    }

    /// <inheritdoc/>
    public event PropertyChangedEventHandler? PropertyChanged;

    /// <summary>What went wrong with what is watched, in the brand's words; null as long as it goes on.</summary>
    public string? Failure
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>What went wrong with the last thing that the person did, and what to do, in the brand's words; null once something went well.</summary>
    public string? Problem
    {
        get;
        private protected set => Set(ref field, value);
    }

    private protected UiContext Context { get; }

    private protected Brand Brand => Context.Brand.Current;

    private protected IChatClient Client => Context.Client;

    private protected TimeProvider Time => Context.Time;

    /// <summary>What people are called. On the UI thread.</summary>
    private protected NameBook Names { get; }

    /// <summary>Starts to watch. Must be called once.</summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public void Start()
    {
        if (_feed is not null)
        {
            throw new InvalidOperationException("The view model was started before.");
        }

        _today = DateOnly.FromDateTime(Time.GetLocalNow().DateTime);
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(RefreshOnNewDay), null, _tick, _tick);
        Context.Brand.Changed += OnBrandChanged;
        _feed = RunAsync();
    }

    /// <summary>Stops to watch. When it is done, all feeds have ended and nothing is raised any more.</summary>
    /// <returns>Done when the feeds have ended.</returns>
    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            Context.Brand.Changed -= OnBrandChanged;
            await CloseAsync().ConfigureAwait(false);
            await _stop.CancelAsync().ConfigureAwait(false);
            if (_timer is not null)
            {
                await _timer.DisposeAsync().ConfigureAwait(false);
            }

            if (_feed is not null)
            {
                await _feed.ConfigureAwait(false);
            }

            _stop.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Done when it watches no more.</summary>
    internal Task Watching => _feed ?? Task.CompletedTask;

    /// <summary>Watches until cancelled, changing the view model through <see cref="InvokeAsync"/>.</summary>
    private protected virtual Task WatchAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Says everything anew: the brand, the language or the day has changed. On the UI thread.</summary>
    private protected abstract void Refresh();

    /// <summary>What is left to do before it ends.</summary>
    private protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;

    /// <summary>Runs a change on the UI thread, unless the view model was disposed of meanwhile.</summary>
    private protected Task InvokeAsync(Action change) =>
        Context.Dispatcher.InvokeAsync(() =>
        {
            if (!_stop.IsCancellationRequested)
            {
                change();
            }
        });

    /// <summary>Watches several things at once; if one fails, the others end.</summary>
    private protected static async Task WatchAllAsync(
        CancellationToken cancellationToken,
        params IReadOnlyList<Func<CancellationToken, Task>> feeds
    )
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = feeds.Select(feed => feed(end.Token)).ToList();
        Task? first = null;
        while (running.Count > 0)
        {
            var done = await Task.WhenAny(running).ConfigureAwait(false);
            running.Remove(done);
            if (!done.IsCompletedSuccessfully)
            {
                first ??= done;
                await end.CancelAsync().ConfigureAwait(false);
            }
        }

        if (first is not null)
        {
            await first.ConfigureAwait(false);
        }
    }

    /// <summary>Reads now, and anew whenever something has happened that may matter, however often it does meanwhile. What was lost may always matter.</summary>
    private protected Task ReadOnAsync(
        Signal changed,
        Func<ChatEvent, bool> mayMatter,
        Func<CancellationToken, Task> read,
        CancellationToken cancellationToken
    )
    {
        return WatchAllAsync(cancellationToken, TellAsync, token => changed.RunAsync(read, token));

        async Task TellAsync(CancellationToken token)
        {
            await foreach (var happened in Client.EventsAsync(token).ConfigureAwait(false))
            {
                if (happened is EventsLost || mayMatter(happened))
                {
                    changed.Set();
                }
            }
        }
    }

    /// <summary>Does something that a person asked for, and says in <see cref="Problem"/> what went wrong with it.</summary>
    /// <returns>Whether it went well.</returns>
    private protected Task<bool> TryAsync(Func<CancellationToken, Task> action, CancellationToken cancellationToken = default) =>
        TryAsync(action, ErrorPlace.Action, cancellationToken);

    /// <summary>The same, of another place.</summary>
    private protected async Task<bool> TryAsync(
        Func<CancellationToken, Task> action,
        ErrorPlace place,
        CancellationToken cancellationToken = default
    )
    {
        ChatSecureException? failure = null;
        try
        {
            await action(cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException exception)
        {
            failure = exception;
        }

        await InvokeAsync(() => Problem = failure is null ? null : Present(failure, place)).ConfigureAwait(false);
        return failure is null;
    }

    /// <summary>Makes a command that shows its failures in <see cref="Problem"/>.</summary>
    private protected UiCommand Command(
        Func<CancellationToken, Task> action,
        Func<string?>? whyBlocked = null,
        ErrorPlace place = ErrorPlace.Action
    ) => new(whyBlocked ?? (() => null), async token => await TryAsync(action, place, token).ConfigureAwait(false), InvokeAsync);

    /// <summary>What went wrong and what to do; null if the app shows it elsewhere. On the UI thread.</summary>
    private protected string? Present(ChatSecureException error, ErrorPlace place) =>
        Context.Slots.Errors.Present(new(error, place, Brand));

    /// <summary>That the brand does not offer something, in words; null if it does.</summary>
    private protected string? WhyNotOffered(BrandFeature feature) => Brand.Features.IsOn(feature) ? null : Brand.Text("feature.off");

    /// <summary>That there is no connection, in words; null if there is.</summary>
    private protected string? WhyOffline(Jid account) =>
        Client.Accounts.GetStatus(account).State == ConnectionState.Online ? null : Brand.Text("connection.needed");

    private protected bool Set<T>(ref T field, T value, [CallerMemberName] string property = "")
    {
        if (EqualityComparer<T>.Default.Equals(field, value))
        {
            return false;
        }

        field = value;
        Raise(property);
        return true;
    }

    private protected void Raise(string property) => PropertyChanged?.Invoke(this, new(property));

    private async Task RunAsync()
    {
        try
        {
            await WatchAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed of: the way in which every feed ends.
        }
        catch (ChatSecureException exception)
        {
            await InvokeAsync(() => Failure = Present(exception, ErrorPlace.Feed)).ConfigureAwait(false);
        }
    }

    private void OnBrandChanged(object? sender, EventArgs e) => _ = InvokeAsync(Refresh);

    private void RefreshOnNewDay()
    {
        var today = DateOnly.FromDateTime(Time.GetLocalNow().DateTime);
        if (today != _today)
        {
            _today = today;
            Refresh();
        }
    }
}
