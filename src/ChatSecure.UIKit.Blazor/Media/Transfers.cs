// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Blazor.Media;

/// <summary>How far the files of an account that come and go right now have come. On the UI thread.</summary>
internal sealed class Transfers
{
    private const int MaxKept = 500;

    private readonly Dictionary<(MessageRef Message, int Index), TransferProgress> _running = [];

    /// <summary>Raised when something has come further.</summary>
    public event Action? Changed;

    /// <summary>How far a file has come, from 0 to 1; null if it does not move, or nobody knows its size.</summary>
    public double? Of(MessageRef message, int index) =>
        _running.TryGetValue((message, index), out var progress) && progress is { Total: > 0 and var total }
            ? Math.Clamp((double)progress.Bytes / total, 0, 1)
            : null;

    /// <summary>Takes over what happened.</summary>
    public void Apply(TransferProgress progress)
    {
        if (_running.Count > MaxKept || progress.Bytes >= progress.Total)
        {
            _running.Remove((progress.Message, progress.Index));
        }
        else
        {
            _running[(progress.Message, progress.Index)] = progress;
        }

        Changed?.Invoke();
    }
}
