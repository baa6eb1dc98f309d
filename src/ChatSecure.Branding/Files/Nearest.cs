// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Files;

/// <summary>Guesses which key was meant by a mistyped one.</summary>
internal static class Nearest
{
    /// <summary>A hint such as <c> Did you mean 'policy.trust'?</c>; empty if nothing is close.</summary>
    public static string Hint(string typed, IEnumerable<string> known)
    {
        if (typed.Length > 100)
        {
            return string.Empty;
        }

        var best = known
            .Select(key => (Key: key, Distance: Distance(typed, key)))
            .DefaultIfEmpty((Key: string.Empty, Distance: int.MaxValue))
            .MinBy(candidate => candidate.Distance);
        return best.Distance <= Math.Max(2, typed.Length / 3) ? $" Did you mean '{best.Key}'?" : string.Empty;
    }

    // The edit distance of Levenshtein, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
