// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using ChatSecure.Addressing;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Cli.Secrets;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Rpc;

/// <summary>The named parameters of a request. Every getter throws an invalid-params error that names the parameter and never quotes its value.</summary>
internal readonly struct RpcParams(JsonElement parameters)
{
    public string String(string name) => OptionalString(name) ?? throw Expected(name, "a string");

    public string? OptionalString(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? ReadString(value, name) : throw Expected(name, "a string");
    }

    public bool Flag(string name) => OptionalFlag(name) ?? false;

    public bool? OptionalFlag(string name) =>
        Find(name)?.ValueKind switch
        {
            null => null,
            JsonValueKind.False => false,
            JsonValueKind.True => true,
            _ => throw Expected(name, "true or false"),
        };

    /// <summary>A time by RFC 3339, as this program writes them.</summary>
    public DateTimeOffset? OptionalTime(string name)
    {
        if (OptionalString(name) is not { } text)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Expected(name, "a time like 2027-03-01T12:00:00Z");
    }

    /// <summary>A whole number from 1 on.</summary>
    public int Count(string name, int defaultValue, int max) => OptionalCount(name, max) ?? defaultValue;

    public int? OptionalCount(string name, int max)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 1 && number <= max
            ? number
            : throw Expected(name, string.Create(CultureInfo.InvariantCulture, $"a number from 1 to {max}"));
    }

    /// <summary>A time in seconds, more than none.</summary>
    public TimeSpan? OptionalDuration(string name, int max)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds > 0 && seconds <= max
            ? TimeSpan.FromSeconds(seconds)
            : throw Expected(name, string.Create(CultureInfo.InvariantCulture, $"a number of seconds up to {max}"));
    }

    public IReadOnlyList<string> Strings(string name)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => ReadString(item, name))]
            : throw Expected(name, "an array of strings");
    }

    /// <summary>An array whose items are texts, or objects with parameters of their own.</summary>
    public IReadOnlyList<(string? Text, RpcParams Parameters)> StringsOrObjects(string name)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        return
            value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Object)
            ?
            [
                .. value
                    .EnumerateArray()
                    .Select(item => (item.ValueKind == JsonValueKind.String ? ReadString(item, name) : null, new RpcParams(item))),
            ]
            : throw Expected(name, "an array of strings or objects");
    }

    /// <summary>Texts by names that the caller chooses; empty if there are none.</summary>
    public IReadOnlyDictionary<string, string> Texts(string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Find(name) is not { } value)
        {
            return texts;
        }

        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any(item => item.Value.ValueKind != JsonValueKind.String))
        {
            throw Expected(name, "an object of strings");
        }

        foreach (var item in value.EnumerateObject())
        {
            texts[ReadName(item, name)] = ReadString(item.Value, name);
        }

        return texts;
    }

    /// <summary>Links with what is told of them, as <c>link.fetch</c> answers.</summary>
    public IReadOnlyList<LinkMetadata> Links(string name)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(Read)]
            : throw Expected(name, "an array of links");

        LinkMetadata Read(JsonElement item)
        {
            var link = new RpcParams(item);
            return new(link.String("url"))
            {
                CanonicalAddress = link.OptionalString("canonicalUrl"),
                Title = link.OptionalString("title"),
                Description = link.OptionalString("description"),
                SiteName = link.OptionalString("siteName"),
                Picture = link.OptionalString("picture"),
                PictureDescription = link.OptionalString("pictureDescription"),
            };
        }
    }

    public Jid Jid(string name) => OptionalJid(name) ?? throw Expected(name, "an address");

    public Jid? OptionalJid(string name)
    {
        if (OptionalString(name) is not { } text)
        {
            return null;
        }

        return Arguments.TryParseBareJid(text, out var jid) ? jid : throw Expected(name, "an address like name@domain");
    }

    public IReadOnlyList<Jid> Jids(string name)
    {
        var addresses = new List<Jid>();
        foreach (var text in Strings(name))
        {
            addresses.Add(Arguments.TryParseBareJid(text, out var jid) ? jid : throw Expected(name, "an array of addresses"));
        }

        return addresses;
    }

    /// <summary>The account's handle, which is its address.</summary>
    public Jid Account() => Jid("account");

    public ConversationId Conversation(string peerName) => new(Account(), Jid(peerName));

    public Fingerprint Fingerprint(string name) =>
        Encryption.Fingerprint.TryParse(String(name), out var fingerprint) ? fingerprint : throw Expected(name, "64 hexadecimal digits");

    public MessageId MessageId(string name) => OptionalMessageId(name) ?? throw Expected(name, "the id of a message");

    public MessageId? OptionalMessageId(string name) => OptionalString(name) is { Length: > 0 } id ? new MessageId(id) : null;

    public T Enum<T>(string name)
        where T : struct, Enum => OptionalEnum<T>(name) ?? throw Expected(name, "one of " + Word.List<T>());

    public T? OptionalEnum<T>(string name)
        where T : struct, Enum
    {
        if (OptionalString(name) is not { } text)
        {
            return null;
        }

        return Word.TryParse<T>(text, out var value) ? value : throw Expected(name, "one of " + Word.List<T>());
    }

    /// <summary>A secret, without making a string of it that nobody can erase.</summary>
    public Password Password(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.String } value)
        {
            throw Expected(name, "a string");
        }

        var raw = JsonMarshal.GetRawUtf8Value(value);
        var reader = new Utf8JsonReader(raw);
        reader.Read();
        var unescaped = new byte[raw.Length];
        try
        {
            var length = reader.CopyString(unescaped);
            return length > 0 ? new(unescaped[..length]) : throw Expected(name, "a string that is not empty");
        }
        catch (InvalidOperationException)
        {
            throw Expected(name, "valid text");
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(unescaped);
        }
    }

    /// <summary>A passphrase, or a raw key as <c>x'64 hexadecimal digits'</c>.</summary>
    public ProfileKey Key(string name)
    {
        using var text = Password(name);
        return ProfileKey.Parse([.. text.Utf8.Span]) ?? throw Expected(name, "a passphrase, or x'64 hexadecimal digits'");
    }

    public ProfileKey? OptionalKey(string name) => Find(name) is null ? null : Key(name);

    private static RpcException Expected(string name, string what) => RpcException.InvalidParams($"{name}: expected {what}.");

    private static string ReadString(JsonElement value, string name) => ReadText(() => value.GetString()!, name);

    private static string ReadName(JsonProperty property, string name) => ReadText(() => property.Name, name);

    // Half a surrogate pair passes as JSON, but is no text.
    private static string ReadText(Func<string> read, string name)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw Expected(name, "valid text");
        }
    }

    private JsonElement? Find(string name) =>
        parameters.ValueKind == JsonValueKind.Object
        && parameters.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
}
