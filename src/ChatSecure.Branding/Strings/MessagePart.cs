// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Strings;

/// <summary>A piece of a parsed message.</summary>
internal abstract record MessagePart
{
    private MessagePart() { }

    /// <summary>Text as it stands.</summary>
    public sealed record Literal(string Text) : MessagePart;

    /// <summary>An argument's value: <c>{name}</c>.</summary>
    public sealed record Argument(string Name) : MessagePart;

    /// <summary>The number of the plural around it: <c>#</c>.</summary>
    public sealed record Pound : MessagePart;

    /// <summary>A term of the brand in a grammatical case: <c>{appName, case, genitive}</c>.</summary>
    public sealed record Term(string Name, string Case) : MessagePart;

    /// <summary>A choice by number: <c>{count, plural, =0 {…} one {…} other {…}}</c>, or by rank: <c>selectordinal</c>. An exact match wins over a
    /// category.</summary>
    public sealed record Plural(
        string Name,
        bool IsOrdinal,
        IReadOnlyDictionary<decimal, IReadOnlyList<MessagePart>> Exact,
        IReadOnlyDictionary<PluralCategory, IReadOnlyList<MessagePart>> Categories
    ) : MessagePart;

    /// <summary>A choice by word: <c>{state, select, sent {…} other {…}}</c>.</summary>
    public sealed record Select(string Name, IReadOnlyDictionary<string, IReadOnlyList<MessagePart>> Cases) : MessagePart;
}
