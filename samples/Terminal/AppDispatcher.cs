// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Threading;
using Terminal.Gui.App;

namespace ChatSecure.Terminal;

/// <summary>The toolkit's main loop as the thread of the view models.</summary>
internal sealed class AppDispatcher(IApplication app) : IUiDispatcher
{
    public Task InvokeAsync(Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Invoke(() =>
        {
            action();
            done.SetResult();
        });
        return done.Task;
    }
}
