// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Threading;

/// <summary>For programs without a UI thread, and for tests: runs everything at once where it is called, one after the other. A view model's own members may
/// then be used from one thread at a time only, as on a real UI thread.</summary>
public sealed class ImmediateDispatcher : IUiDispatcher
{
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public Task InvokeAsync(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        lock (_gate)
        {
            action();
        }

        return Task.CompletedTask;
    }
}
