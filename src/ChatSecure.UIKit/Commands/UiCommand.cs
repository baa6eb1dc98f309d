// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.ComponentModel;

namespace ChatSecure.UIKit.Commands;

/// <summary>A command made of two functions.</summary>
/// <param name="whyBlocked">Says why it can't be done now; null if it can.</param>
/// <param name="execute">Does it. It shows its failures itself and does not throw but for cancellation.</param>
/// <param name="invokeAsync">Runs something on the UI thread.</param>
internal sealed class UiCommand(Func<string?> whyBlocked, Func<CancellationToken, Task> execute, Func<Action, Task> invokeAsync)
    : IUiCommand
{
    public event EventHandler? CanExecuteChanged;

    public event PropertyChangedEventHandler? PropertyChanged;

    public string? BlockedReason => whyBlocked();

    public bool IsRunning { get; private set; }

    public bool CanExecute(object? parameter) => !IsRunning && BlockedReason is null;

    public void Execute(object? parameter) => _ = ExecuteAsync();

    public async Task ExecuteAsync(CancellationToken cancellationToken = default)
    {
        if (!CanExecute(null))
        {
            return;
        }

        SetRunning(true);
        try
        {
            await execute(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await invokeAsync(() => SetRunning(false)).ConfigureAwait(false);
        }
    }

    /// <summary>Says that the reason may have changed.</summary>
    public void Raise()
    {
        PropertyChanged?.Invoke(this, new(nameof(BlockedReason)));
        CanExecuteChanged?.Invoke(this, EventArgs.Empty);
    }

    private void SetRunning(bool isRunning)
    {
        IsRunning = isRunning;
        PropertyChanged?.Invoke(this, new(nameof(IsRunning)));
        Raise();
    }
}
