// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Composer;

namespace ChatSecure.UIKit.Tests.Composer;

/// <summary>A file that does not come before it is told to: as long as that takes, the message that it goes with is on its way.</summary>
internal sealed class SlowFile
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _come = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isAttached;

    public SlowFile() =>
        Picked = new(async _ =>
        {
            // It is looked at when it is attached, and read when it is sent.
            if (_isAttached)
            {
                _asked.TrySetResult();
                await _come.Task;
            }

            _isAttached = true;
            return new MemoryStream([1, 2, 3]);
        })
        {
            Name = "slow.txt",
            Size = 3,
        };

    public PickedFile Picked { get; }

    /// <summary>Done when somebody wants to send it.</summary>
    public Task Asked => _asked.Task;

    public void Come() => _come.SetResult();
}
