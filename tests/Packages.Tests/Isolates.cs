// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Packages.Tests;

/// <summary>What an app says, whether or not the drill has already released its fix, which isolates what is filled in: apps take the newest patch.</summary>
internal static class Isolates
{
    public static string Without(string said) =>
        said.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);
}
