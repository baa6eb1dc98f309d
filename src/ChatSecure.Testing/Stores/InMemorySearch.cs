// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using ChatSecure.Messaging;

namespace ChatSecure.Testing.Stores;

/// <summary>The words of a search, matched as the encrypted store's index matches them: case and diacritics do not count, the last word is a prefix, a word
/// with punctuation in it is a phrase.</summary>
internal sealed class InMemorySearch(string words)
{
    private readonly List<Token[]> _phrases =
    [
        .. words
            .Replace('\0', ' ')
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(Tokenize)
            .Where(phrase => phrase.Length > 0),
    ];

    /// <summary>Which phrase is a prefix; after a space none is.</summary>
    private int Prefix => words.Length > 0 && char.IsWhiteSpace(words[^1]) ? -1 : _phrases.Count - 1;

    /// <summary>Whether every word is in one of the texts.</summary>
    public bool Matches(params ReadOnlySpan<string?> texts)
    {
        if (_phrases.Count == 0)
        {
            return false;
        }

        List<Token[]> tokens = [];
        foreach (var text in texts)
        {
            tokens.Add(Tokenize(text ?? ""));
        }

        return _phrases.Select((phrase, i) => tokens.Exists(text => Find(text, phrase, i == Prefix).Any())).All(found => found);
    }

    public bool Matches(ChatMessage message) => Matches(message.Body, FileNames(message));

    /// <summary>The hit that a message is.</summary>
    public SearchHit Hit(ChatMessage message)
    {
        var inBody = Ranges(message.Body ?? "");
        var inNames = Ranges(FileNames(message));
        return inBody.Count >= inNames.Count
            ? new(message, message.Body ?? "", [.. inBody])
            : new(message, FileNames(message), [.. inNames]);
    }

    /// <summary>How well a message matches: the share of its words that do.</summary>
    public double Weight(ChatMessage message) =>
        (double)Ranges(message.Body ?? "").Count / Math.Max(1, Tokenize(message.Body ?? "").Length);

    private static string FileNames(ChatMessage message) =>
        string.Join('\n', message.Attachments.Select(file => file.FileName).Where(name => !string.IsNullOrEmpty(name)));

    private List<Range> Ranges(string text)
    {
        var tokens = Tokenize(text);
        return
        [
            .. _phrases
                .SelectMany((phrase, i) => Find(tokens, phrase, i == Prefix))
                .DistinctBy(range => range.Start.Value)
                .OrderBy(range => range.Start.Value),
        ];
    }

    private static IEnumerable<Range> Find(Token[] tokens, Token[] phrase, bool isPrefix)
    {
        for (var start = 0; start + phrase.Length <= tokens.Length; start++)
        {
            var found = true;
            for (var i = 0; i < phrase.Length && found; i++)
            {
                found =
                    isPrefix && i == phrase.Length - 1
                        ? tokens[start + i].Text.StartsWith(phrase[i].Text, StringComparison.Ordinal)
                        : tokens[start + i].Text == phrase[i].Text;
            }

            if (found)
            {
                yield return tokens[start].Start..tokens[start + phrase.Length - 1].End;
            }
        }
    }

    private static Token[] Tokenize(string text)
    {
        List<Token> tokens = [];
        var builder = new StringBuilder();
        int start = 0,
            at = 0,
            end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsPartOfWord(rune) || (builder.Length > 0 && Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark))
            {
                start = builder.Length == 0 ? at : start;
                end = at + rune.Utf16SequenceLength;
                Append(builder, rune);
            }
            else if (builder.Length > 0)
            {
                tokens.Add(new(builder.ToString(), start, end));
                builder.Clear();
            }

            at += rune.Utf16SequenceLength;
        }

        if (builder.Length > 0)
        {
            tokens.Add(new(builder.ToString(), start, end));
        }

        return [.. tokens];
    }

    private static bool IsPartOfWord(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is <= UnicodeCategory.OtherLetter
                or (>= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber)
                or UnicodeCategory.PrivateUse;

    /// <summary>Without its diacritics, in lower case.</summary>
    private static void Append(StringBuilder builder, Rune rune)
    {
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
            {
                builder.Append(Rune.ToLowerInvariant(part));
            }
        }
    }

    private sealed record Token(string Text, int Start, int End);
}
