// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.ComponentModel;
using System.Windows.Input;

namespace ChatSecure.UIKit.Commands;

/// <summary>Something that a person can do, which says why it can't be done now. Used on the UI thread.</summary>
public interface IUiCommand : ICommand, INotifyPropertyChanged
{
    /// <summary>Why it can't be done now, in the brand's words; null if it can.</summary>
    string? BlockedReason { get; }

    /// <summary>Whether it is being done.</summary>
    bool IsRunning { get; }

    /// <summary>Does it; nothing happens while it is blocked. Failures are shown by the view model that the command belongs to.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when it is done, or has failed.</returns>
    Task ExecuteAsync(CancellationToken cancellationToken = default);
}
