// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Specialized;
using System.ComponentModel;
using ChatSecure.Branding;
using Microsoft.AspNetCore.Components;

namespace ChatSecure.UIKit.Blazor;

/// <summary>What the kit's components share, for those of an app, too: the brand's words, and view models that live as long as the component and render it
/// when they change. Several changes at once are one rendering.</summary>
public abstract class ChatComponent : ComponentBase, IAsyncDisposable
{
    private readonly List<ViewModel> _own = [];
    private readonly List<Action> _unfollow = [];
    private bool _isRendering;
    private bool _isDisposed;

    /// <summary>What all components share.</summary>
    [CascadingParameter]
    public ChatUi Ui { get; set; } = null!;

    /// <summary>The brand as it is now.</summary>
    protected Brand Brand => Ui.Brand;

    /// <summary>Ends what the component began.</summary>
    /// <returns>Done when its view models have ended.</returns>
    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _unfollow.ForEach(unfollow => unfollow());
            await CloseAsync();
            foreach (var own in _own)
            {
                await own.DisposeAsync();
            }
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The brand's words.</summary>
    /// <param name="id">The text's id.</param>
    /// <param name="arguments">What stands in its placeholders.</param>
    /// <returns>The text.</returns>
    protected string Text(string id, params ReadOnlySpan<(string Name, object? Value)> arguments) => Brand.Text(id, arguments);

    /// <summary>Starts a view model, renders when it changes, and disposes of it with the component.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="viewModel">The view model, not yet started.</param>
    /// <returns>The same.</returns>
    protected T Own<T>(T viewModel)
        where T : ViewModel
    {
        ArgumentNullException.ThrowIfNull(viewModel);
        _own.Add(viewModel);
        Follow(viewModel);
        viewModel.Start();
        return viewModel;
    }

    /// <summary>Renders when something changes, as long as the component lives.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="source">What tells of its changes on the UI thread: a view model, a command or a list.</param>
    /// <returns>The same.</returns>
    protected T Follow<T>(T source)
        where T : class, INotifyPropertyChanged
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source is INotifyCollectionChanged list)
        {
            NotifyCollectionChangedEventHandler onListChanged = (_, _) => RenderSoon();
            list.CollectionChanged += onListChanged;
            _unfollow.Add(() => list.CollectionChanged -= onListChanged);
        }
        else
        {
            PropertyChangedEventHandler onChanged = (_, _) => RenderSoon();
            source.PropertyChanged += onChanged;
            _unfollow.Add(() => source.PropertyChanged -= onChanged);
        }

        return source;
    }

    /// <summary>Does something when a list changes, as long as the component lives.</summary>
    /// <param name="list">The list.</param>
    /// <param name="act">What to do.</param>
    protected void Follow(INotifyCollectionChanged list, Action act)
    {
        ArgumentNullException.ThrowIfNull(list);
        NotifyCollectionChangedEventHandler onListChanged = (_, _) => act();
        list.CollectionChanged += onListChanged;
        _unfollow.Add(() => list.CollectionChanged -= onListChanged);
    }

    /// <summary>Renders once after all that is happening now.</summary>
    protected void RenderSoon()
    {
        if (!_isRendering && !_isDisposed)
        {
            _isRendering = true;
            _ = InvokeAsync(async () =>
            {
                await Task.Yield();
                _isRendering = false;
                if (!_isDisposed)
                {
                    StateHasChanged();
                }
            });
        }
    }

    /// <summary>What is left to do before the view models end.</summary>
    /// <returns>Done when it is done.</returns>
    protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;
}
