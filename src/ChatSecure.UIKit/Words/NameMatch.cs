// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Words;

/// <summary>Whether somebody is who a person searches for.</summary>
internal static class NameMatch
{
    private const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    /// <summary>Whether each of the words is in the name or the address, in capitals or not, with accents or without.</summary>
    public static bool Is(string words, string name, Jid address, CultureInfo culture) =>
        words
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(word =>
                culture.CompareInfo.IndexOf(name, word, Loosely) >= 0 || culture.CompareInfo.IndexOf(address.ToString(), word, Loosely) >= 0
            );
}
