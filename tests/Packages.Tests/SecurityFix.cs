// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;

namespace ChatSecure.Packages.Tests;

/// <summary>Releases a patch of ChatSecure.Branding with a fix: in a copy of its source, names of strangers are isolated in every sentence, not only where
/// writing directions are seen to mix.</summary>
internal static partial class SecurityFix
{
    /// <summary>Adds the patch to a feed.</summary>
    /// <returns>Its version.</returns>
    public static string Release(LocalFeed feed)
    {
        var version = new Version(feed.Version("ChatSecure.Branding"));
        var next = $"{version.Major}.{version.Minor}.{version.Build + 1}";
        NextBranding.Release(
            feed,
            next,
            source =>
            {
                var isolation = Path.Combine(source, "Strings", "BidiIsolation.cs");
                NextBranding.Replace(isolation, Condition(), "if (value.Length == 0)");
                NextBranding.Replace(isolation, Unused(), "");
            }
        );
        return next;
    }

    [GeneratedRegex(@"if \(value\.Length == 0 \|\| \(!inRightToLeftText && !NeedsIsolation\(value\)\)\)")]
    private static partial Regex Condition();

    // What the fix leaves without use: analyzers would refuse it.
    [GeneratedRegex(@"    // The blocks of right-to-left scripts[\s\S]*(?=\}\s*$)")]
    private static partial Regex Unused();
}
