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
    /// <exception cref="ArgumentException">An argument is missing, or a plural's is not a number.</exception>
    public string Format(IReadOnlyDictionary<string, object?> arguments, CultureInfo culture)
    {
        if (_parts is [MessagePart.Literal literal])
        {
            return literal.Text;
        }

        var output = new StringBuilder();
        Format(_parts, arguments, culture, null, output);
        return output.ToString();
    }

    private static void Format(
        IReadOnlyList<MessagePart> parts,
        IReadOnlyDictionary<string, object?> arguments,
        CultureInfo culture,
        decimal? number,
        StringBuilder output
    )
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case MessagePart.Literal literal:
                    output.Append(literal.Text);
                    break;
                case MessagePart.Argument argument:
                    AppendValue(output, Value(arguments, argument.Name), culture);
                    break;
                case MessagePart.Pound:
                    output.Append(Number(number!.Value, culture));
                    break;
                case MessagePart.Plural plural:
                    var count =
                        AsNumber(Value(arguments, plural.Name))
                        ?? throw new ArgumentException($"'{plural.Name}' must be a number.", nameof(arguments));
                    Format(Branch(plural, count, culture), arguments, culture, count, output);
                    break;
                case MessagePart.Select select:
                    var word = AsWord(Value(arguments, select.Name));
                    Format(select.Cases.GetValueOrDefault(word) ?? select.Cases["other"], arguments, culture, number, output);
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

        var category = PluralRules.FindOrEnglish(culture).Choose(PluralOperands.Of(count));
        return plural.Categories.GetValueOrDefault(category) ?? plural.Categories[PluralCategory.Other];
    }

    private static object? Value(IReadOnlyDictionary<string, object?> arguments, string name) =>
        arguments.TryGetValue(name, out var value)
            ? value
            : throw new ArgumentException($"The text needs the argument '{name}'.", nameof(arguments));

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
}
