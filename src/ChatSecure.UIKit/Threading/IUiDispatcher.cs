// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Threading;

/// <summary>The thread on which a user interface lives. Each UI toolkit brings its own; view models change themselves only there.</summary>
public interface IUiDispatcher
{
    /// <summary>Runs something on the UI thread, after what was asked for before.</summary>
    /// <param name="action">What to run. It does not throw.</param>
    /// <returns>Done when it has run.</returns>
    Task InvokeAsync(Action action);
}
