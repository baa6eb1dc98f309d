// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ChatSecure.Branding.Files;

namespace ChatSecure.Branding.Json;

/// <summary>Reads a file of strict JSON (RFC 8259: no comments, no trailing commas, no duplicate names) with the place of every value.</summary>
internal sealed class JsonFile
{
    private const int MaxDepth = 8;

    private readonly string _file;
    private readonly byte[] _bytes;
    private readonly BrandErrors _errors;
    private readonly List<int> _lineStarts = [0];

    private JsonFile(string file, byte[] bytes, BrandErrors errors)
    {
        (_file, _bytes, _errors) = (file, bytes, errors);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>Reads an object.</summary>
    /// <returns>The object; null after a mistake.</returns>
    public static JsonItem? ReadObject(string file, byte[] bytes, BrandErrors errors)
    {
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        if (!Utf8.IsValid(bytes))
        {
            errors.Add("CSB001", new(file), "The file is not UTF-8.");
            return null;
        }

        return new JsonFile(file, bytes, errors).Read();
    }

    private JsonItem? Read()
    {
        var reader = new Utf8JsonReader(_bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            var root = ReadValue(ref reader);

            // Anything but white space after the value throws here.
            reader.Read();
            if (root.Kind == JsonValueKind.Object)
            {
                return root;
            }

            _errors.Add("CSB001", root.At, "The file must hold one JSON object.");
        }
        catch (JsonException exception)
        {
            // The exception's own text repeats its position; ours stands in front of the message.
            var line = (int)(exception.LineNumber ?? 0);
            var start = line < _lineStarts.Count ? _lineStarts[line] : _bytes.Length;
            _errors.Add("CSB001", At(start + (exception.BytePositionInLine ?? 0)), "This is not JSON: " + Reason(exception));
        }
        catch (InvalidOperationException)
        {
            _errors.Add("CSB001", At(reader.TokenStartIndex), "This text has half of a surrogate pair.");
        }

        return null;
    }

    private static string Reason(JsonException exception)
    {
        var cut = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return cut < 0 ? exception.Message : exception.Message[..cut];
    }

    private JsonItem ReadValue(ref Utf8JsonReader reader)
    {
        var at = At(reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new(JsonValueKind.Object, at, string.Empty, ReadMembers(ref reader), []),
            JsonTokenType.StartArray => new(JsonValueKind.Array, at, string.Empty, [], ReadItems(ref reader)),
            JsonTokenType.String => new(JsonValueKind.String, at, reader.GetString()!, [], []),
            JsonTokenType.Number => new(JsonValueKind.Number, at, Encoding.UTF8.GetString(reader.ValueSpan), [], []),
            JsonTokenType.True => new(JsonValueKind.True, at, string.Empty, [], []),
            JsonTokenType.False => new(JsonValueKind.False, at, string.Empty, [], []),
            _ => new(JsonValueKind.Null, at, string.Empty, [], []),
        };
    }

    private List<JsonMember> ReadMembers(ref Utf8JsonReader reader)
    {
        List<JsonMember> members = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (name, at) = (reader.GetString()!, At(reader.TokenStartIndex));
            reader.Read();
            var value = ReadValue(ref reader);
            if (names.Add(name))
            {
                members.Add(new(name, at, value));
            }
            else
            {
                _errors.Add("CSB001", at, $"'{name}' stands here twice.");
            }
        }

        return members;
    }

    private List<JsonItem> ReadItems(ref Utf8JsonReader reader)
    {
        List<JsonItem> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return items;
    }

    private SourcePosition At(long offset)
    {
        var end = (int)Math.Min(offset, _bytes.Length);
        var found = _lineStarts.BinarySearch(end);
        var line = found >= 0 ? found : ~found - 1;
        var column = Encoding.UTF8.GetCharCount(_bytes.AsSpan(_lineStarts[line], end - _lineStarts[line]));
        return new(_file, line + 1, column + 1);
    }
}
