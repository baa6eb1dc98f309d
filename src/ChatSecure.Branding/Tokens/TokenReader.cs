// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text.Json;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Json;
using ChatSecure.Branding.Manifest;

namespace ChatSecure.Branding.Tokens;

/// <summary>Reads <c>tokens.json</c>: <c>palette</c> (names for colours), <c>semantic</c> (what they mean; sizes, fonts) and <c>component</c> (parts of
/// screens).</summary>
internal sealed class TokenReader
{
    /// <summary>The file's name.</summary>
    public const string FileName = "tokens.json";

    private const int MaxFileBytes = 256 * 1024;
    private const int MaxNumber = 1000;

    private readonly Dictionary<string, BrandColor> _palette = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (TokenValue Value, SourcePosition At)> _tokens = new(StringComparer.Ordinal);
    private readonly BrandErrors _errors;

    private TokenReader(BrandErrors errors) => _errors = errors;

    /// <summary>Reads the file.</summary>
    /// <param name="files">The brand's files.</param>
    /// <param name="settings">The brand's settings: colours that have a meaning are added to them.</param>
    /// <param name="errors">Where mistakes go.</param>
    public static TokenFile Read(IBrandFiles files, Dictionary<string, SettingValue> settings, BrandErrors errors)
    {
        if (files.Read(FileName, MaxFileBytes, errors) is not { } bytes || JsonFile.ReadObject(FileName, bytes, errors) is not { } root)
        {
            return TokenFile.None;
        }

        var reader = new TokenReader(errors);

        // The palette first, wherever it stands: the others name its colours.
        foreach (var member in root.Members.OrderBy(member => member.Name == "palette" ? 0 : 1))
        {
            reader.ReadTier(member, settings);
        }

        return new(reader._palette, reader._tokens);
    }

    /// <summary>Whether a name is fit for style sheets as it is.</summary>
    public static bool IsName(string name) =>
        name is { Length: > 0 and <= 64 } && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');

    private void ReadTier(JsonMember tier, Dictionary<string, SettingValue> settings)
    {
        if (tier.Name == "$schema")
        {
            return;
        }

        if (tier.Name is not ("palette" or "semantic" or "component") || tier.Value.Kind != JsonValueKind.Object)
        {
            _errors.Add("CSB001", tier.At, $"'{tier.Name}' is not known here: tokens have the objects palette, semantic and component.");
            return;
        }

        foreach (var member in tier.Value.Members.TakeWhile(_ => !_errors.IsFull))
        {
            if (tier.Name == "palette")
            {
                ReadPalette(member);
            }
            else if (tier.Name == "semantic" && Settings.All.ContainsKey("color." + member.Name))
            {
                ReadColor(member, settings);
            }
            else if (Value(member.Value) is { } value)
            {
                _tokens[member.Name] = (value, member.Value.At);
            }
            else
            {
                _errors.Add(
                    "CSB002",
                    member.Value.At,
                    $"'{member.Name}': expected a number up to {MaxNumber}, a reference such as \"{{primary}}\", colours ({{ \"light\", \"dark\"? … }}) or a font ({{ \"family\", \"files\"?, \"licence\"? }})."
                );
            }
        }
    }

    private void ReadPalette(JsonMember member)
    {
        if (IsName(member.Name) && Readers.Color(member.Value) is { } color)
        {
            _palette[member.Name] = color;
        }
        else
        {
            _errors.Add("CSB002", member.Value.At, $"'{member.Name}': expected a name of letters, digits and dashes, and \"#rrggbb\".");
        }
    }

    private void ReadColor(JsonMember member, Dictionary<string, SettingValue> settings)
    {
        var key = "color." + member.Name;
        var (ok, value) = Readers.Colors(member.Value, Color);
        if (!ok)
        {
            _errors.Add(
                "CSB002",
                member.Value.At,
                $"'{member.Name}': expected {{ \"light\", \"dark\"?, \"highContrastLight\"?, \"highContrastDark\"? }}, each \"#rrggbb\" or a name of the palette in braces.{Hint(member.Value)}"
            );
        }
        else if (!settings.TryAdd(key, new(value, member.Value.At)))
        {
            _errors.Add("CSB014", member.At, $"'{key}' is set in brand.json too: keep one.");
        }
    }

    private TokenValue? Value(JsonItem item) =>
        item.Kind switch
        {
            JsonValueKind.Number
                when int.TryParse(item.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxNumber =>
                new TokenValue.Number(number),
            JsonValueKind.String when Color(item) is { } color => new TokenValue.Color(new(color, color)),
            JsonValueKind.String when Name(item) is { } name => new TokenValue.Reference(name),
            JsonValueKind.Object when item.Members.Any(member => member.Name == "family") => FontReader.Read(item),
            JsonValueKind.Object when Readers.Colors(item, Color) is (true, var colors) => new TokenValue.Color(colors),
            _ => null,
        };

    private BrandColor? Color(JsonItem item) =>
        Readers.Color(item) ?? (Name(item) is { } name && _palette.TryGetValue(name, out var color) ? color : null);

    private string Hint(JsonItem item) =>
        item.Members.Select(member => Name(member.Value)).FirstOrDefault(name => name is not null && !_palette.ContainsKey(name))
            is { } unknown
            ? Nearest.Hint(unknown, _palette.Keys)
            : string.Empty;

    private static string? Name(JsonItem item) =>
        item is { Kind: JsonValueKind.String, Text: ['{', .. var name, '}'] } && IsName(name) ? name : null;
}
