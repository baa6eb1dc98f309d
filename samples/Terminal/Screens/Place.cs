// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Terminal.Screens;

/// <summary>Where a person was on a page.</summary>
/// <param name="At">The number of the line that was chosen.</param>
/// <param name="Chosen">The <see cref="Line.Identity"/> of that line; null for none.</param>
/// <param name="Section">Which part of the page it was.</param>
/// <param name="IsEnd">Whether it was the last line.</param>
/// <param name="IsOwn">Whether the person went there, and did not only find itself there.</param>
internal sealed record Place(int At, object? Chosen, object? Section, bool IsEnd, bool IsOwn);
