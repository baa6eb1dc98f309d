// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Fuzz;

/// <summary>Reads whatever it is given. Returns if all is well, whether the input was accepted or refused as its reader promises; any exception that escapes is a
/// finding.</summary>
/// <param name="input">Somebody's bytes.</param>
internal delegate void FuzzTarget(ReadOnlySpan<byte> input);
