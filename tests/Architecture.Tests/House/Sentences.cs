// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ChatSecure.Architecture.Tests.House;

/// <summary>Finds the words in code that are for people: two or more in a row in a text. What developers read is none of them: exceptions, logs, complaints
/// about options, descriptions of metrics.</summary>
internal static partial class Sentences
{
    // Who is called with words for developers.
    private static readonly HashSet<string> _forDevelopers = new(StringComparer.Ordinal) { "Require", "ErrorOccurred" };

    public static IEnumerable<string> In(string code) =>
        CSharpSyntaxTree
            .ParseText(code)
            .GetRoot()
            .DescendantTokens()
            .Where(token =>
                token.Kind()
                    is SyntaxKind.StringLiteralToken
                        or SyntaxKind.InterpolatedStringTextToken
                        or SyntaxKind.SingleLineRawStringLiteralToken
                        or SyntaxKind.MultiLineRawStringLiteralToken
            )
            .Where(token => Words().IsMatch(Tags().Replace(token.ValueText, " ")) && !token.Parent!.AncestorsAndSelf().Any(IsForDevelopers))
            .Select(token => token.ValueText);

    /// <summary>The words between tags, and in the attributes that are shown or read out; those in code blocks are found in the code.</summary>
    public static IEnumerable<string> InMarkup(string razor)
    {
        var markup = Comments().Replace(razor, string.Empty);
        var code = markup.IndexOf("@code", StringComparison.Ordinal);
        return (code < 0 ? [] : In("class Code " + markup[(code + "@code".Length)..])).Concat(
            Between().Matches(code < 0 ? markup : markup[..code]).Select(match => match.Groups["words"].Value.Trim())
        );
    }

    private static bool IsForDevelopers(SyntaxNode node) =>
        node switch
        {
            AttributeSyntax or ThrowStatementSyntax or ThrowExpressionSyntax => true,
            ObjectCreationExpressionSyntax created => IsDevelopers(created.Type),
            ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments: [var kind, ..] } => kind.ToString()
                .StartsWith("ErrorKind.", StringComparison.Ordinal),
            MethodDeclarationSyntax method => IsDevelopers(method.ReturnType) || method.Identifier.Text == "Validate",
            ClassDeclarationSyntax type => type.Identifier.Text.EndsWith("Exception", StringComparison.Ordinal),
            LocalFunctionStatementSyntax function => IsDevelopers(function.ReturnType),
            InvocationExpressionSyntax invocation => _forDevelopers.Contains(Name(invocation.Expression)),
            _ => false,
        };

    private static bool IsDevelopers(TypeSyntax type) =>
        type.ToString().TrimEnd('?') is var name && (name.EndsWith("Exception", StringComparison.Ordinal) || _forDevelopers.Contains(name));

    private static string Name(ExpressionSyntax expression) =>
        expression switch
        {
            MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
            SimpleNameSyntax name => name.Identifier.Text,
            _ => string.Empty,
        };

    // Markup is none, nor are names of classes.
    [GeneratedRegex("""^[^<>]*"\s*/?>|<[^>]*(?:>|$)""")]
    private static partial Regex Tags();

    [GeneratedRegex(@"(?<![\w-])\p{L}{2,},? \p{L}{2,}(?![\w]*-)")]
    private static partial Regex Words();

    [GeneratedRegex("""@\*.*?\*@|<!--.*?-->""", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(
        """(?<![=@]\s*)>(?<words>\s*\p{L}{2,}[^<@{}();=]*)(?=<)|\b(?:title|alt|placeholder|aria-label|label)="(?<words>\p{L}{2,}[^"@(]*)(?:")"""
    )]
    private static partial Regex Between();
}
