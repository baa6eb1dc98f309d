// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Clients;

/// <summary>One field of a <see cref="RegistrationForm"/>.</summary>
/// <param name="Name">The name to answer under.</param>
/// <param name="Kind">What to fill in.</param>
public sealed record RegistrationField(string Name, RegistrationFieldKind Kind)
{
    /// <summary>What to call it; the name if the server gives no label.</summary>
    public required string Label { get; init; }

    /// <summary>Whether it must be filled in.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What stands there at first; null for nothing.</summary>
    public string? Value { get; init; }

    /// <summary>What to choose from: what to show, and what to answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Choices { get; init; } = [];

    /// <summary>A picture or sound that the question is about, such as that of a captcha, with its media type; empty for none. From the stream itself: nothing
    /// was fetched from elsewhere.</summary>
    public ReadOnlyMemory<byte> Picture { get; init; }

    /// <summary>The media type of <see cref="Picture"/>; null for none.</summary>
    public string? PictureType { get; init; }
}
