// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Interop;

/// <summary>A script of the kit, fetched when it is first called. Without a page (before it is interactive, or once it is gone) calls do nothing.</summary>
/// <param name="js">The page.</param>
/// <param name="file">The script's name.</param>
internal sealed class JsModule(IJSRuntime js, string file) : IAsyncDisposable
{
    // What reading an answer needs of its type, where an app is trimmed.
    private const DynamicallyAccessedMemberTypes Answer =
        DynamicallyAccessedMemberTypes.PublicConstructors
        | DynamicallyAccessedMemberTypes.PublicFields
        | DynamicallyAccessedMemberTypes.PublicProperties;

    private Task<IJSObjectReference>? _module;

    /// <summary>How long a call that answers may take; null for as long as the page's own calls.</summary>
    public TimeSpan? Patience { get; init; }

    public async Task CallAsync(string function, params object?[] arguments)
    {
        await TryAsync(async () =>
        {
            var module = await LoadAsync();
            await module.InvokeVoidAsync(function, arguments);
        });
    }

    /// <summary>Calls what answers; the default of the answer, without a page.</summary>
    public async Task<T?> InvokeAsync<[DynamicallyAccessedMembers(Answer)] T>(string function, params object?[] arguments)
    {
        var answer = default(T);
        await TryAsync(async () =>
        {
            var module = await LoadAsync();
            answer = await (
                Patience is { } patience ? module.InvokeAsync<T>(function, patience, arguments) : module.InvokeAsync<T>(function, arguments)
            );
        });
        return answer;
    }

    /// <summary>Calls a script that is not needed again: the page keeps nothing of it.</summary>
    public static async Task CallOnceAsync(IJSRuntime js, string file, string function, params object?[] arguments)
    {
        await using var module = new JsModule(js, file);
        await module.CallAsync(function, arguments);
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
