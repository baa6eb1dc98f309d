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
        await TryAsync(async () =>
        {
            var module = await LoadAsync();
            await module.InvokeVoidAsync(function, arguments);
        });
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

    /// <summary>Asks whether something is so; no, without a page.</summary>
    public async Task<bool> AskAsync(string function, params object?[] arguments)
    {
        var answer = false;
        await TryAsync(async () =>
        {
            var module = await LoadAsync();
            answer = await module.InvokeAsync<bool>(function, arguments);
        });
        return answer;
    }

    /// <summary>Reads a text; null, without a page.</summary>
    public async Task<string?> ReadAsync(string function)
    {
        string? answer = null;
        await TryAsync(async () =>
        {
            var module = await LoadAsync();
            answer = await module.InvokeAsync<string?>(function);
        });
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        if (_module is { IsCompletedSuccessfully: true })
        {
            await TryAsync(async () => await (await _module).DisposeAsync());
        }
    }

    /// <summary>Calls a page that may be gone.</summary>
    public static async Task TryAsync(Func<ValueTask> call)
    {
        try
        {
            await call();
        }
        catch (Exception exception) when (IsGone(exception))
        {
            // Nobody looks any more.
        }
    }

    private static bool IsGone(Exception exception) =>
        exception is JSDisconnectedException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    private Task<IJSObjectReference> LoadAsync() =>
        _module ??= js.InvokeAsync<IJSObjectReference>("import", "./_content/ChatSecure.UIKit.Blazor/" + file).AsTask();
}
