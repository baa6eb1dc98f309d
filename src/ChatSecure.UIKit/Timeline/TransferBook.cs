// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Timeline;

/// <summary>How far the files are that are being sent or fetched. On the UI thread.</summary>
internal sealed class TransferBook
{
    private const int Max = 200;

    private readonly Dictionary<(MessageRef Message, int Index), (long Bytes, long? Total)> _moving = [];
    private readonly HashSet<(MessageRef Message, int Index)> _failed = [];

    /// <summary>What an event says.</summary>
    public void Apply(TransferProgress progress)
    {
        var key = (progress.Message, progress.Index);
        _failed.Remove(key);
        if (progress.Bytes >= progress.Total)
        {
            _moving.Remove(key);
        }
        else if (_moving.Count < Max || _moving.ContainsKey(key))
        {
            _moving[key] = (progress.Bytes, progress.Total);
        }
    }

    private void Start(MessageRef message, int index)
    {
        _failed.Remove((message, index));
        _moving.TryAdd((message, index), (0, null));
    }

    private void Finish(MessageRef message, int index, bool isHere)
    {
        _moving.Remove((message, index));
        if (!isHere && _failed.Count < Max)
        {
            _failed.Add((message, index));
        }
    }

    /// <summary>Notes a fetch from its beginning to its end, whichever that is.</summary>
    /// <returns>Whether the file is here.</returns>
    public async Task<bool> FetchAsync(
        MessageRef message,
        int index,
        Func<Action, Task> change,
        Func<Task<bool>> fetch,
        CancellationToken cancellationToken
    )
    {
        await change(() => Start(message, index)).ConfigureAwait(false);
        var isHere = false;
        try
        {
            isHere = await fetch().ConfigureAwait(false);
        }
        finally
        {
            await change(() => Finish(message, index, isHere || cancellationToken.IsCancellationRequested)).ConfigureAwait(false);
        }

        return isHere;
    }

    public bool HasFailed(MessageRef message, int index) => _failed.Contains((message, index));

    /// <summary>How far a file is, 0 to 100; null if it is not moving.</summary>
    public int? Percent(MessageRef message, int index) =>
        !_moving.TryGetValue((message, index), out var moving) ? null
        : moving.Total is { } total and > 0 ? (int)Math.Clamp(moving.Bytes * 100.0 / total, 0, 100)
        : 0;
}
