// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Terminal.Screens.Asking;

/// <summary>What came of something.</summary>
/// <param name="IsDone">Whether it is done.</param>
/// <param name="Problem">Why not, in words.</param>
/// <param name="Said">What to say of it, in words; null for nothing.</param>
internal sealed record Outcome(bool IsDone, string? Problem = null, string? Said = null)
{
    public static Outcome Done { get; } = new(true);
}
