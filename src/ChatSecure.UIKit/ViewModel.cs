// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.ComponentModel;
using System.Runtime.CompilerServices;
using ChatSecure.Branding;
using ChatSecure.Errors;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Threading;

namespace ChatSecure.UIKit;

/// <summary>What all view models share: notifications on the UI thread, the brand that gives them words, and a feed that ends when they are disposed of.
/// Its members are used on the UI thread only.</summary>
public abstract class ViewModel : INotifyPropertyChanged, IAsyncDisposable
{
    private static readonly TimeSpan _tick = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly IUiDispatcher _dispatcher;
    private Task? _feed;
    private ITimer? _timer;
    private DateOnly _today;

    private protected ViewModel(Brand brand, IUiDispatcher dispatcher, TimeProvider time, KitSlots? slots = null)
    {
        ArgumentNullException.ThrowIfNull(brand);
        ArgumentNullException.ThrowIfNull(dispatcher);
        ArgumentNullException.ThrowIfNull(time);
        (Brand, _dispatcher, Time, Slots) = (brand, dispatcher, time, slots ?? KitSlots.Default);
    }

    /// <inheritdoc/>
    public event PropertyChangedEventHandler? PropertyChanged;

    /// <summary>Whose words are shown. Set, for example in another language, and everything is said anew.</summary>
    public Brand Brand
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (Set(ref field, value) && _feed is not null)
            {
                Refresh();
            }
        }
    }

    /// <summary>What went wrong with the feed, in the brand's words; null as long as it runs.</summary>
    public string? Failure
    {
        get;
        private set => Set(ref field, value);
    }

    private protected TimeProvider Time { get; }

    private protected KitSlots Slots { get; }

    private protected CancellationToken Stopped => _stop.Token;

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
        _feed = RunAsync();
    }

    /// <summary>Stops to watch. When it is done, the feed has ended and nothing is raised any more.</summary>
    /// <returns>Done when the feed has ended.</returns>
    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
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

    /// <summary>Watches until cancelled, changing the view model through <see cref="InvokeAsync"/>.</summary>
    private protected abstract Task WatchAsync(CancellationToken cancellationToken);

    /// <summary>Says everything anew: the brand, the language or the day has changed. On the UI thread.</summary>
    private protected abstract void Refresh();

    /// <summary>Runs a change on the UI thread, unless the view model was disposed of meanwhile.</summary>
    private protected Task InvokeAsync(Action change) =>
        _dispatcher.InvokeAsync(() =>
        {
            if (!_stop.IsCancellationRequested)
            {
                change();
            }
        });

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

    /// <summary>The words for an error; null if it is shown elsewhere. On the UI thread.</summary>
    private protected string? Present(ChatSecureException error, ErrorPlace place) => Slots.Errors.Present(new(error, place, Brand));

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
