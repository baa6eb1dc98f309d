// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;

namespace ChatSecure.Branding.Strings;

/// <summary>Checks texts against the default's text of the same id.</summary>
internal static class TextCheck
{
    private const int MaxLength = 4000;
    private const int MaxTermLength = 64;

    /// <summary>Checks one layer's texts.</summary>
    /// <param name="table">The texts.</param>
    /// <param name="reference">The texts that state which ids there are and which arguments each has: the default in its own language.</param>
    /// <param name="errors">Where mistakes go.</param>
    public static void Check(
        IReadOnlyDictionary<string, TextEntry> table,
        IReadOnlyDictionary<string, TextEntry> reference,
        BrandErrors errors
    )
    {
        foreach (var (id, entry) in table.TakeWhile(_ => !errors.IsFull))
        {
            if (Terms.IsId(id))
            {
                CheckTerm(id, entry, errors);
            }
            else if (!reference.TryGetValue(id, out var original))
            {
                errors.Add("CSB010", entry.At, $"There is no text '{id}' to override.{Nearest.Hint(id, reference.Keys)}");
            }
            else if (CheckContent(id, entry, errors) is { } template)
            {
                CheckNames(id, entry, template, original.Template, errors);
                CheckPlurals(id, entry, template, errors);
                CheckLength(id, entry, template, original, errors);
            }
        }
    }

    private static void CheckTerm(string id, TextEntry entry, BrandErrors errors)
    {
        if (CheckContent(id, entry, errors) is { } template && (template.Names.Count > 0 || entry.Text.Length > MaxTermLength))
        {
            errors.Add("CSB024", entry.At, $"'{id}' is a name: at most {MaxTermLength} characters, without placeholders.");
        }
    }

    private static void CheckLength(string id, TextEntry entry, MessageTemplate template, TextEntry original, BrandErrors errors)
    {
        if (original.MaxLength is { } room && template.OwnLength > room)
        {
            errors.Add(
                "CSB025",
                entry.At,
                $"The text '{id}' has {template.OwnLength} characters without its placeholders; there is room for {room}."
            );
        }
    }

    private static MessageTemplate? CheckContent(string id, TextEntry entry, BrandErrors errors)
    {
        if (string.IsNullOrWhiteSpace(entry.Text) || entry.Text.Length > MaxLength)
        {
            errors.Add("CSB024", entry.At, $"The text '{id}' is empty or longer than {MaxLength} characters.");
            return null;
        }

        // A control character (ESC!) would reach terminals, markup would reach web views.
        if (entry.Text.Any(c => char.IsControl(c) && c != '\n') || HasMarkup(entry.Text))
        {
            errors.Add("CSB024", entry.At, $"The text '{id}' holds a control character or markup: texts are plain.");
            return null;
        }

        try
        {
            return entry.Template;
        }
        catch (MessageSyntaxException exception)
        {
            errors.Add("CSB020", entry.At, $"The text '{id}': {exception.Message}");
            return null;
        }
    }

    private static bool HasMarkup(string text)
    {
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('<', at + 1))
        {
            if (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!' or '?')
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckNames(string id, TextEntry entry, MessageTemplate template, MessageTemplate original, BrandErrors errors)
    {
        foreach (var missing in original.Names.Except(template.Names).Except(Terms.Names))
        {
            errors.Add("CSB021", entry.At, $"The text '{id}' lacks the placeholder {{{missing}}}.");
        }

        foreach (var invented in template.Names.Except(original.Names).Except(Terms.Names))
        {
            errors.Add(
                "CSB021",
                entry.At,
                $"The text '{id}' has the placeholder {{{invented}}}, which it is not given.{Nearest.Hint(invented, original.Names)}"
            );
        }
    }

    private static void CheckPlurals(string id, TextEntry entry, MessageTemplate template, BrandErrors errors)
    {
        foreach (var plural in template.Plurals)
        {
            var rule = plural.IsOrdinal ? PluralRules.FindOrdinal(entry.Culture) : PluralRules.FindOrEnglish(entry.Culture);
            foreach (var missing in rule.Required.Except(plural.Categories.Keys))
            {
                errors.Add(
                    "CSB022",
                    entry.At,
                    $"The text '{id}' lacks the plural form '{Word(missing)}', which {entry.Culture.EnglishName} needs."
                );
            }

            foreach (var extra in plural.Categories.Keys.Except(rule.Required).Except(rule.Optional).Except([PluralCategory.Other]))
            {
                errors.Add(
                    "CSB022",
                    entry.At,
                    $"The text '{id}' has the plural form '{Word(extra)}', which {entry.Culture.EnglishName} never uses."
                );
            }
        }
    }

    private static string Word(PluralCategory category) =>
        category switch
        {
            PluralCategory.Zero => "zero",
            PluralCategory.One => "one",
            PluralCategory.Two => "two",
            PluralCategory.Few => "few",
            PluralCategory.Many => "many",
            _ => "other",
        };
}
