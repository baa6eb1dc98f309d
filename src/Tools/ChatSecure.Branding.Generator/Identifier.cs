// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace ChatSecure.Branding.Generator;

/// <summary>Turns ids into names of C#.</summary>
internal static class Identifier
{
    /// <summary>A member's name: <c>conversations.row.empty</c> is <c>ConversationsRowEmpty</c>.</summary>
    public static string Member(string id)
    {
        var name = new StringBuilder();
        var startsWord = true;
        foreach (var c in id)
        {
            if (!char.IsLetterOrDigit(c))
            {
                startsWord = true;
                continue;
            }

            name.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = false;
        }

        return name.Length == 0 || char.IsDigit(name[0]) ? "_" + name : name.ToString();
    }

    /// <summary>A parameter's name: a word of the language gets its <c>@</c>.</summary>
    public static string Parameter(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;
}
