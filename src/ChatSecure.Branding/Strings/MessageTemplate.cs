// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;

namespace ChatSecure.Branding.Strings;

/// <summary>A parsed message. Immutable, safe for concurrent use.</summary>
internal sealed class MessageTemplate
{
    private readonly IReadOnlyList<MessagePart> _parts;

    private MessageTemplate(IReadOnlyList<MessagePart> parts)
    {
        _parts = parts;
        SortedSet<string> names = new(StringComparer.Ordinal);
        Collect(parts, names);
        Names = names;
    }

    /// <summary>The names of everything in braces, terms included.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>The plurals, nested ones included.</summary>
    public List<MessagePart.Plural> Plurals { get; } = [];

    /// <summary>The selects, nested ones included.</summary>
    public List<MessagePart.Select> Selects { get; } = [];

    /// <summary>Parses a message.</summary>
    /// <exception cref="MessageSyntaxException">It does not follow the syntax.</exception>
    public static MessageTemplate Parse(string text) => new(MessageParser.Parse(text));

    /// <summary>Fills the message in.</summary>
    /// <param name="arguments">What the names stand for.</param>
    /// <param name="culture">Whose plural rules and number format to use: the language that the message is written in.</param>
    /// <param name="terms">Says the brand's terms, by name and case (null for the plain one); null where there are none.</param>
    /// <exception cref="ArgumentException">An argument is missing, or a plural's is not a number.</exception>
    public string Format(IReadOnlyDictionary<string, object?> arguments, CultureInfo culture, Func<string, string?, string>? terms = null)
    {
        if (_parts is [MessagePart.Literal literal])
        {
            return literal.Text;
        }

        var output = new StringBuilder();
        Format(_parts, new(arguments, culture, terms), null, output);
        return output.ToString();
    }

    /// <summary>The same message with other words.</summary>
    /// <param name="change">Changes a piece of plain text.</param>
    public MessageTemplate WithLiterals(Func<string, string> change) => new(Change(_parts, change));

    /// <summary>The greatest number of characters that the message's own words take, whichever branches are chosen. What fills placeholders in does not
    /// count.</summary>
    public int OwnLength => LengthOf(_parts);

    private static void Format(IReadOnlyList<MessagePart> parts, Filling filling, decimal? number, StringBuilder output)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case MessagePart.Literal literal:
                    output.Append(literal.Text);
                    break;
                case MessagePart.Argument argument when filling.Terms is not null && Terms.Names.Contains(argument.Name):
                    AppendValue(output, filling.Terms(argument.Name, null), filling.Culture);
                    break;
                case MessagePart.Term term:
                    AppendValue(output, filling.Terms?.Invoke(term.Name, term.Case) ?? filling.Value(term.Name), filling.Culture);
                    break;
                case MessagePart.Argument argument:
                    AppendValue(output, filling.Value(argument.Name), filling.Culture);
                    break;
                case MessagePart.Pound:
                    output.Append(Number(number!.Value, filling.Culture));
                    break;
                case MessagePart.Plural plural:
                    var count =
                        AsNumber(filling.Value(plural.Name))
                        ?? throw new ArgumentException($"'{plural.Name}' must be a number.", nameof(filling));
                    Format(Branch(plural, count, filling.Culture), filling, count, output);
                    break;
                case MessagePart.Select select:
                    var word = AsWord(filling.Value(select.Name));
                    Format(select.Cases.GetValueOrDefault(word) ?? select.Cases["other"], filling, number, output);
                    break;
            }
        }
    }

    private static IReadOnlyList<MessagePart> Branch(MessagePart.Plural plural, decimal count, CultureInfo culture)
    {
        if (plural.Exact.TryGetValue(count, out var exact))
        {
            return exact;
        }

        var rule = plural.IsOrdinal ? PluralRules.FindOrdinal(culture) : PluralRules.FindOrEnglish(culture);
        var category = rule.Choose(PluralOperands.Of(count));
        return plural.Categories.GetValueOrDefault(category) ?? plural.Categories[PluralCategory.Other];
    }

    private static void AppendValue(StringBuilder output, object? value, CultureInfo culture)
    {
        if (AsNumber(value) is { } number)
        {
            output.Append(Number(number, culture));
            return;
        }

        var text = value is IFormattable formattable ? formattable.ToString(null, culture) : value?.ToString();
        BidiIsolation.Append(output, text ?? string.Empty, culture.TextInfo.IsRightToLeft);
    }

    private static string Number(decimal number, CultureInfo culture) => number.ToString("#,##0.######", culture);

    private static decimal? AsNumber(object? value) =>
        value switch
        {
            int number => number,
            long number => number,
            uint number => number,
            short number => number,
            byte number => number,
            decimal number => number,
            double number when Math.Abs(number) < 1e15 => (decimal)number,
            _ => null,
        };

    private static string AsWord(object? value) =>
        value switch
        {
            bool yes => yes ? "yes" : "no",
            null => string.Empty,
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
        };

    private void Collect(IReadOnlyList<MessagePart> parts, SortedSet<string> names)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case MessagePart.Argument argument:
                    names.Add(argument.Name);
                    break;
                case MessagePart.Term term:
                    names.Add(term.Name);
                    break;
                case MessagePart.Plural plural:
                    names.Add(plural.Name);
                    Plurals.Add(plural);
                    foreach (var branch in plural.Exact.Values.Concat(plural.Categories.Values))
                    {
                        Collect(branch, names);
                    }

                    break;
                case MessagePart.Select select:
                    names.Add(select.Name);
                    Selects.Add(select);
                    foreach (var branch in select.Cases.Values)
                    {
                        Collect(branch, names);
                    }

                    break;
            }
        }
    }

    private static IReadOnlyList<MessagePart> Change(IReadOnlyList<MessagePart> parts, Func<string, string> change) =>
        [
            .. parts.Select(part =>
                part switch
                {
                    MessagePart.Literal literal => new MessagePart.Literal(change(literal.Text)),
                    MessagePart.Plural plural => plural with
                    {
                        Exact = plural.Exact.ToDictionary(branch => branch.Key, branch => Change(branch.Value, change)),
                        Categories = plural.Categories.ToDictionary(branch => branch.Key, branch => Change(branch.Value, change)),
                    },
                    MessagePart.Select select => select with
                    {
                        Cases = select.Cases.ToDictionary(
                            branch => branch.Key,
                            branch => Change(branch.Value, change),
                            StringComparer.Ordinal
                        ),
                    },
                    _ => part,
                }
            ),
        ];

    private static int LengthOf(IReadOnlyList<MessagePart> parts) =>
        parts.Sum(part =>
            part switch
            {
                MessagePart.Literal literal => literal.Text.Length,
                MessagePart.Plural plural => plural.Exact.Values.Concat(plural.Categories.Values).Max(LengthOf),
                MessagePart.Select select => select.Cases.Values.Max(LengthOf),
                _ => 0,
            }
        );

    /// <summary>What a message is filled in with.</summary>
    private sealed record Filling(IReadOnlyDictionary<string, object?> Arguments, CultureInfo Culture, Func<string, string?, string>? Terms)
    {
        public object? Value(string name) =>
            Arguments.TryGetValue(name, out var value)
                ? value
                : throw new ArgumentException($"The text needs the argument '{name}'.", nameof(name));
    }
}
