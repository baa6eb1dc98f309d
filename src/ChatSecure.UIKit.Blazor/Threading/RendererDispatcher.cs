// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Threading;

namespace ChatSecure.UIKit.Blazor.Threading;

/// <summary>The renderer's thread, once there is one: the root component brings it.</summary>
internal sealed class RendererDispatcher : IUiDispatcher
{
    private Func<Action, Task>? _invoke;

    /// <inheritdoc/>
    public Task InvokeAsync(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return _invoke is { } invoke
            ? invoke(action)
            : throw new InvalidOperationException("There is no renderer yet: view models start within <ChatApp>.");
    }

    /// <summary>Takes the renderer's thread.</summary>
    /// <param name="invoke">Runs something there.</param>
    public void Attach(Func<Action, Task> invoke) => _invoke = invoke;
}
