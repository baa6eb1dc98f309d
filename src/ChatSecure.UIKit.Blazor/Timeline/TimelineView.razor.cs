// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.ComponentModel;
using ChatSecure.UIKit.Blazor.Interop;
using ChatSecure.UIKit.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Timeline;

/// <summary>The messages of a conversation: a window over a history of any length that holds what the person reads in its place.</summary>
public partial class TimelineView
{
    private readonly RowWindow _window = new();
    private readonly Dictionary<string, MessageContext> _contexts = [];
    private ElementReference _element;
    private JsModule _module = null!;
    private DotNetObjectReference<TimelineEvents>? _events;
    private IJSObjectReference? _scroller;
    private string? _wantsFocus;
    private bool _wantsEnd;
    private string? _seen;
    private string? _read;
    private string? _newest;
    private bool _isAtEnd = true;
    private bool _isSeen;
    private int _below;
    private Task _older = Task.CompletedTask;
    private Task _newer = Task.CompletedTask;
    private bool _isWaiting;
    private bool _isStale;

    /// <summary>The messages.</summary>
    [Parameter, EditorRequired]
    public TimelineContext Context { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private TimelineViewModel Timeline => Context.Timeline;

    private bool IsLive => _window.End >= Timeline.Rows.Count && !Timeline.HasNewer;

    private bool HasOlder => Timeline.IsLoaded && (_window.Start > 0 || Timeline.HasOlder);

    private bool HasNewer => Timeline.IsLoaded && !IsLive;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _module = new(Js, "timeline.js");
        Follow(Timeline);
        Follow(Timeline.FillGapCommand);
        Follow(
            Timeline.Rows,
            () =>
            {
                // One event a row: all of them are one look at the rows.
                _isStale = true;
                RenderSoon();
            }
        );
        Timeline.PropertyChanged += OnTimelineChanged;
        TakeRows();
        Focus();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _events = DotNetObjectReference.Create(new TimelineEvents(LookAsync, ReachAsync));
            _scroller = await _module.InvokeAsync<IJSObjectReference>("attach", _element, _events);
        }

        // What came about since may be in the rows and not yet in the page: then the next render goes there.
        if (_scroller is not null && _wantsFocus is { } id && Timeline.IsLoaded)
        {
            if (await ReachesAsync("jump", id) && _wantsFocus == id)
            {
                _wantsFocus = null;
            }
        }
        else if (_scroller is not null && _wantsEnd && IsLive && await ReachesAsync("toEnd"))
        {
            _wantsEnd = false;
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask CloseAsync()
    {
        Timeline.PropertyChanged -= OnTimelineChanged;
        if (_scroller is { } scroller)
        {
            await JsModule.TryAsync(() => scroller.InvokeVoidAsync("detach"));
            await JsModule.TryAsync(scroller.DisposeAsync);
        }

        _events?.Dispose();
        await _module.DisposeAsync();
    }

    private async Task<bool> ReachesAsync(string act, params object[] arguments)
    {
        var isThere = false;
        await JsModule.TryAsync(async () => isThere = await _scroller!.InvokeAsync<bool>(act, arguments));
        return isThere;
    }

    private static string? Shows(bool isSo) => isSo ? string.Empty : null;

    // The same message is the same object: what has not changed is not rendered again.
    private MessageContext ContextOf(MessageRow row)
    {
        if (!_contexts.TryGetValue(row.Id, out var context) || !ReferenceEquals(context.Row, row))
        {
            if (_contexts.Count > 4 * RowWindow.Max)
            {
                _contexts.Clear();
            }

            _contexts[row.Id] = context = new(row, Timeline, Context.Composer);
        }

        return context;
    }

    // Where rows are shown, too: between wanting to be rendered and being rendered there may be more of them.
    private void Settle()
    {
        if (_isStale)
        {
            TakeRows();
        }
    }

    private void TakeRows()
    {
        _isStale = false;
        var newest = Timeline.Rows.Count > 0 ? Timeline.Rows[^1] : null;
        var isWritten = newest is MessageRow { IsOwn: true } && _newest is not null && newest.Id != _newest && !Timeline.HasNewer;
        _newest = newest?.Id;
        if (isWritten && Timeline.IsLoaded && !_isAtEnd)
        {
            // Whoever writes wants to see it.
            _ = ToEndAsync();
        }

        _window.Slide(Timeline.Rows);
        CountBelow();
    }

    private void OnTimelineChanged(object? sender, PropertyChangedEventArgs e)
    {
        if (e.PropertyName == nameof(TimelineViewModel.FocusId))
        {
            Focus();
        }
    }

    private void Focus()
    {
        if (Timeline.FocusId is { } id)
        {
            Settle();
            _window.Show(Timeline.Rows, id);
            _wantsFocus = id;
            RenderSoon();
        }
    }

    private async Task LookAsync(bool isAtEnd, bool isSeen)
    {
        Settle();
        (_isAtEnd, _isSeen) = (isAtEnd, isSeen);
        if (isAtEnd && IsLive)
        {
            _window.Follow();
        }
        else
        {
            _window.Hold();
        }

        CountBelow();
        StateHasChanged();
        await ReadAsync();
    }

    private async Task ReachAsync(bool isOlder)
    {
        Settle();
        if (!Move(isOlder))
        {
            _window.Hold();
            _isWaiting = true;
            RenderSoon();
            await LoadAsync(isOlder);
            _isWaiting = false;
            Settle();
            Move(isOlder);
        }

        StateHasChanged();

        // The rows that will be wanted next are there before they are: this one did not wait for them.
        if (
            isOlder
                ? _window.Start < RowWindow.Ahead && Timeline.HasOlder
                : _window.End > Timeline.Rows.Count - RowWindow.Ahead && Timeline.HasNewer
        )
        {
            _ = LoadAsync(isOlder);
        }
    }

    private bool Move(bool isOlder) => isOlder ? _window.ShowOlder(Timeline.Rows) : _window.ShowNewer(Timeline.Rows);

    private Task LoadAsync(bool isOlder)
    {
        ref var running = ref isOlder ? ref _older : ref _newer;
        if (running.IsCompleted)
        {
            running = (isOlder ? Timeline.LoadOlderCommand : Timeline.LoadNewerCommand).ExecuteAsync();
        }

        return running;
    }

    private async Task ToEndAsync()
    {
        if (Timeline.HasNewer)
        {
            await Timeline.JumpToNewestCommand.ExecuteAsync();
        }

        _window.Follow();
        TakeRows();
        _wantsEnd = true;
        StateHasChanged();
    }

    // What came in since the end was last in view.
    private void CountBelow()
    {
        var rows = Timeline.Rows;
        if (_isAtEnd && IsLive)
        {
            (_below, _seen) = (0, rows.Count > 0 ? rows[^1].Id : null);
            _ = ReadAsync();
            return;
        }

        _below = 0;
        for (var i = rows.Count - 1; i >= 0 && rows[i].Id != _seen; i--)
        {
            if (rows[i] is MessageRow { IsOwn: false })
            {
                _below++;
            }
        }

        if (_seen is null || !rows.Any(row => row.Id == _seen))
        {
            _below = 0;
        }
    }

    private Task ReadAsync()
    {
        var newest = Timeline.Rows.Count > 0 ? Timeline.Rows[^1].Id : null;
        if (!_isAtEnd || !_isSeen || !IsLive || newest is null || newest == _read)
        {
            return Task.CompletedTask;
        }

        _read = newest;
        return Timeline.MarkReadAsync();
    }
}
