// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Tokens;

/// <summary>What a token is set to.</summary>
internal abstract record TokenValue
{
    private TokenValue() { }

    /// <summary>A length in device-independent pixels, a duration in milliseconds or a share in percent: the token's name says which.</summary>
    public sealed record Number(int Value) : TokenValue
    {
        public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A colour of its own.</summary>
    public sealed record Color(Manifest.ColorPair Value) : TokenValue
    {
        public override string ToString() => Value.ToString();
    }

    /// <summary>The same as another: a colour of the brand (<c>{primary}</c>), or a token (<c>{radius.small}</c>).</summary>
    public sealed record Reference(string To) : TokenValue
    {
        public override string ToString() => $"{{{To}}}";
    }

    /// <summary>A typeface.</summary>
    public sealed record Font(string Family, IReadOnlyDictionary<int, string> Files, string? Licence) : TokenValue
    {
        public override string ToString() => Family;
    }

    /// <summary>What kind of token this is, for people; a reference is of the kind of what it points to.</summary>
    public string? Kind =>
        this switch
        {
            Number => "a number",
            Color => "a colour",
            Font => "a font",
            _ => null,
        };
}
