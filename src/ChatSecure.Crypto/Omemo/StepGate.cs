// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Omemo;

/// <summary>Refuses two steps at once. It can't see whether a step was committed before the next: that is the caller's duty.</summary>
internal sealed class StepGate
{
    private int _taken;

    public Turn Enter() =>
        Interlocked.Exchange(ref _taken, 1) == 0
            ? new Turn(this)
            : throw new InvalidOperationException("The OMEMO machine takes one step at a time: finish and commit one before the next.");

    public readonly struct Turn(StepGate gate) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref gate._taken, 0);
    }
}
