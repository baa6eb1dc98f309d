// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Slots;

/// <summary>Puts errors into words, or shows them in a way of its own. Register your own for a bar at the bottom instead of a line in the screen.</summary>
public interface IErrorPresenter
{
    /// <summary>Called on the UI thread for each error that a person should learn of.</summary>
    /// <param name="context">The error.</param>
    /// <returns>The text that the screen shows; null if it shows none, because it is shown elsewhere.</returns>
    string? Present(ErrorContext context);
}
