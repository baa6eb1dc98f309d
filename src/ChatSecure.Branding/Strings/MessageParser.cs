// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;

namespace ChatSecure.Branding.Strings;

/// <summary>Parses the subset of ICU MessageFormat that brands use: <c>{name}</c>, <c>plural</c> and <c>selectordinal</c> with <c>#</c> and <c>=n</c>,
/// <c>select</c>, nesting, and the brand's terms in grammatical cases (<c>{appName, case, genitive}</c>); quoting with apostrophes is ICU's default (<c>''</c> is one apostrophe; an apostrophe before a brace, or before <c>#</c> inside a plural, starts
/// quoted text).</summary>
internal sealed class MessageParser
{
    private const int MaxDepth = 8;

    private readonly string _text;
    private int _at;

    private MessageParser(string text) => _text = text;

    /// <summary>Parses a message.</summary>
    /// <exception cref="MessageSyntaxException">It does not follow the syntax.</exception>
    public static IReadOnlyList<MessagePart> Parse(string text)
    {
        var parser = new MessageParser(text);
        var parts = parser.ReadParts(inPlural: false, depth: 0);
        return parser._at == text.Length ? parts : throw new MessageSyntaxException("There is a '}' without its '{'.");
    }

    // Reads up to the end or to the brace that closes the branch around it.
    private List<MessagePart> ReadParts(bool inPlural, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new MessageSyntaxException($"Choices are nested more than {MaxDepth} deep.");
        }

        List<MessagePart> parts = [];
        var literal = new StringBuilder();
        while (_at < _text.Length && _text[_at] != '}')
        {
            switch (_text[_at])
            {
                case '{':
                    Flush(literal, parts);
                    parts.Add(ReadArgument(inPlural, depth));
                    break;
                case '#' when inPlural:
                    Flush(literal, parts);
                    parts.Add(new MessagePart.Pound());
                    _at++;
                    break;
                case '\'':
                    ReadApostrophe(literal, inPlural);
                    break;
                default:
                    literal.Append(_text[_at++]);
                    break;
            }
        }

        Flush(literal, parts);
        return parts;
    }

    private static void Flush(StringBuilder literal, List<MessagePart> parts)
    {
        if (literal.Length > 0)
        {
            parts.Add(new MessagePart.Literal(literal.ToString()));
            literal.Clear();
        }
    }

    private void ReadApostrophe(StringBuilder literal, bool inPlural)
    {
        _at++;
        var next = _at < _text.Length ? _text[_at] : ' ';
        if (next == '\'')
        {
            _at++;
            literal.Append('\'');
            return;
        }

        if (next is not ('{' or '}') && !(next == '#' && inPlural))
        {
            literal.Append('\'');
            return;
        }

        while (_at < _text.Length)
        {
            var c = _text[_at++];
            if (c != '\'')
            {
                literal.Append(c);
            }
            else if (_at < _text.Length && _text[_at] == '\'')
            {
                _at++;
                literal.Append('\'');
            }
            else
            {
                return;
            }
        }

        throw new MessageSyntaxException("Quoted text has no closing apostrophe.");
    }

    private MessagePart ReadArgument(bool inPlural, int depth)
    {
        Expect('{');
        var name = ReadWord();
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]))
        {
            throw new MessageSyntaxException("A placeholder needs a name of letters and digits, such as {name}.");
        }

        if (Skip('}'))
        {
            return new MessagePart.Argument(name);
        }

        Expect(',');
        var kind = ReadWord();
        Expect(',');
        MessagePart part = kind switch
        {
            "plural" => ReadPlural(name, isOrdinal: false, depth),
            "selectordinal" => ReadPlural(name, isOrdinal: true, depth),
            "select" => new MessagePart.Select(name, ReadSelect(inPlural, depth)),
            "case" => ReadTerm(name),
            _ => throw new MessageSyntaxException($"'{kind}' is not known: a placeholder is plain, plural, selectordinal, select or case."),
        };
        Expect('}');
        return part;
    }

    private MessagePart.Term ReadTerm(string name)
    {
        var word = ReadWord();
        return !Terms.Names.Contains(name)
                ? throw new MessageSyntaxException($"Only the brand's terms have cases: {string.Join(", ", Terms.Names)}.")
            : !Terms.Cases.Contains(word) ? throw new MessageSyntaxException($"'{word}' is not a case: {string.Join(", ", Terms.Cases)}.")
            : new(name, word);
    }

    private MessagePart.Plural ReadPlural(string name, bool isOrdinal, int depth)
    {
        Dictionary<decimal, IReadOnlyList<MessagePart>> exact = [];
        Dictionary<PluralCategory, IReadOnlyList<MessagePart>> categories = [];
        while (!Peek('}'))
        {
            if (Skip('='))
            {
                var digits = ReadWord();
                if (!decimal.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    throw new MessageSyntaxException("After '=' a plural needs a whole number.");
                }

                AddOnce(exact, number, ReadBranch(inPlural: true, depth));
            }
            else
            {
                var word = ReadWord();
                var category =
                    Category(word)
                    ?? throw new MessageSyntaxException($"'{word}' is not a plural form: zero, one, two, few, many, other or =n.");
                AddOnce(categories, category, ReadBranch(inPlural: true, depth));
            }
        }

        return categories.ContainsKey(PluralCategory.Other)
            ? new(name, isOrdinal, exact, categories)
            : throw new MessageSyntaxException($"The plural of '{name}' needs the form 'other'.");
    }

    private Dictionary<string, IReadOnlyList<MessagePart>> ReadSelect(bool inPlural, int depth)
    {
        Dictionary<string, IReadOnlyList<MessagePart>> cases = new(StringComparer.Ordinal);
        while (!Peek('}'))
        {
            var word = ReadWord();
            if (word.Length == 0)
            {
                throw new MessageSyntaxException("A select needs cases such as: yes {…} other {…}.");
            }

            AddOnce(cases, word, ReadBranch(inPlural, depth));
        }

        return cases.ContainsKey("other") ? cases : throw new MessageSyntaxException("A select needs the case 'other'.");
    }

    private List<MessagePart> ReadBranch(bool inPlural, int depth)
    {
        Expect('{');
        var parts = ReadParts(inPlural, depth + 1);
        if (_at == _text.Length)
        {
            throw new MessageSyntaxException("There is a '{' without its '}'.");
        }

        _at++;
        return parts;
    }

    private static void AddOnce<TKey>(Dictionary<TKey, IReadOnlyList<MessagePart>> branches, TKey key, IReadOnlyList<MessagePart> parts)
        where TKey : notnull
    {
        if (!branches.TryAdd(key, parts))
        {
            throw new MessageSyntaxException($"The form '{key}' stands there twice.");
        }
    }

    private static PluralCategory? Category(string word) =>
        word switch
        {
            "zero" => PluralCategory.Zero,
            "one" => PluralCategory.One,
            "two" => PluralCategory.Two,
            "few" => PluralCategory.Few,
            "many" => PluralCategory.Many,
            "other" => PluralCategory.Other,
            _ => null,
        };

    private string ReadWord()
    {
        SkipSpace();
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-'))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\n' or '\t')
        {
            _at++;
        }
    }

    // Both stop the loops above at the end of the text: there, every character "is" the awaited one's absence and Expect throws.
    private bool Peek(char c)
    {
        SkipSpace();
        return _at == _text.Length ? throw new MessageSyntaxException("There is a '{' without its '}'.") : _text[_at] == c;
    }

    private bool Skip(char c)
    {
        if (!Peek(c))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(char c)
    {
        if (!Skip(c))
        {
            throw new MessageSyntaxException($"Expected '{c}' before '{_text[_at]}'.");
        }
    }
}
