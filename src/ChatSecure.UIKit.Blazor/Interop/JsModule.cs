// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Interop;

/// <summary>A script of the kit, fetched when it is first called. Without a page (before it is interactive, or once it is gone) calls do nothing.</summary>
/// <param name="js">The page.</param>
/// <param name="file">The script's name.</param>
internal sealed class JsModule(IJSRuntime js, string file) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    public async Task CallAsync(string function, params object?[] arguments)
    {
        try
        {
            var module = await LoadAsync();
            await module.InvokeVoidAsync(function, arguments);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            // Nobody looks any more.
        }
    }

    public async Task<IJSObjectReference?> CreateAsync(string function, params object?[] arguments)
    {
        try
        {
            var module = await LoadAsync();
            return await module.InvokeAsync<IJSObjectReference>(function, arguments);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_module is { IsCompletedSuccessfully: true })
        {
            try
            {
                await (await _module).DisposeAsync();
            }
            catch (Exception exception) when (IsGone(exception))
            {
                // The page took it along.
            }
        }
    }

    /// <summary>Whether an exception says no more than that there is no page to call.</summary>
    public static bool IsGone(Exception exception) =>
        exception is JSDisconnectedException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    private Task<IJSObjectReference> LoadAsync() =>
        _module ??= js.InvokeAsync<IJSObjectReference>("import", "./_content/ChatSecure.UIKit.Blazor/" + file).AsTask();
}
