// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Words;

/// <summary>Messages that tell what their writer does (XEP-0245), such as <c>/me shrugs</c>.</summary>
public static class MeCommand
{
    private const string Prefix = "/me ";

    /// <summary>What the writer does.</summary>
    /// <param name="body">The text of a message.</param>
    /// <returns>What stands behind the first four characters; null if they are not exactly <c>/me</c> and a space.</returns>
    public static string? GetAction(string body) => body.StartsWith(Prefix, StringComparison.Ordinal) ? body[Prefix.Length..] : null;

    /// <summary>How it is shown: with one asterisk, and best in italics. What the app itself tells, such as that somebody left, must look otherwise, for anybody can
    /// write "/me has left".</summary>
    /// <param name="name">The writer's name, as we know it.</param>
    /// <param name="action">What the writer does.</param>
    /// <returns>For instance <c>* Atlas shrugs</c>.</returns>
    public static string Present(string name, string action) => $"* {name} {action}";
}
