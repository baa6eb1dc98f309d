// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding.Files;

namespace ChatSecure.Branding.Strings;

/// <summary>One text of one layer.</summary>
/// <param name="text">The message as written.</param>
/// <param name="description">For translators: where it stands and what its arguments are; null in translations and overrides.</param>
/// <param name="culture">The language that it is written in.</param>
/// <param name="at">Where it stands.</param>
/// <param name="maxLength">How many characters there is room for; null in translations and overrides.</param>
internal sealed class TextEntry(string text, string? description, CultureInfo culture, SourcePosition at, int? maxLength = null)
{
    private MessageTemplate? _template;

    public string Text => text;

    public string? Description => description;

    public CultureInfo Culture => culture;

    public SourcePosition At => at;

    public int? MaxLength => maxLength;

    /// <summary>The message, parsed when first asked for (and, in a race, twice: the results are the same).</summary>
    /// <exception cref="MessageSyntaxException">It does not follow the syntax; never after the brand was checked.</exception>
    public MessageTemplate Template => _template ??= MessageTemplate.Parse(text);
}
