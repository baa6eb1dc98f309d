// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>The colours of one appearance. Every text colour has a contrast of at least 4.5 with what it stands on.</summary>
public sealed record ColorScheme
{
    /// <summary>What things stand on.</summary>
    public required BrandColor Background { get; init; }

    /// <summary>Cards, bars and dialogs on the background.</summary>
    public required BrandColor Surface { get; init; }

    /// <summary>Text on background and surface.</summary>
    public required BrandColor Text { get; init; }

    /// <summary>Text of less weight, on background and surface.</summary>
    public required BrandColor TextMuted { get; init; }

    /// <summary>The brand's colour: buttons, links' background, badges.</summary>
    public required BrandColor Primary { get; init; }

    /// <summary>Text on <see cref="Primary"/>.</summary>
    public required BrandColor OnPrimary { get; init; }

    /// <summary>The bubble of a message from somebody else.</summary>
    public required BrandColor Incoming { get; init; }

    /// <summary>Text on <see cref="Incoming"/>.</summary>
    public required BrandColor OnIncoming { get; init; }

    /// <summary>The bubble of a message of one's own.</summary>
    public required BrandColor Outgoing { get; init; }

    /// <summary>Text on <see cref="Outgoing"/>.</summary>
    public required BrandColor OnOutgoing { get; init; }

    /// <summary>Text and signs that say that something is secure, on background and surface. Never by colour alone.</summary>
    public required BrandColor Secure { get; init; }

    /// <summary>Text and signs of warnings, on background and surface.</summary>
    public required BrandColor Warning { get; init; }

    /// <summary>Text and signs of danger and errors, on background and surface.</summary>
    public required BrandColor Danger { get; init; }

    /// <summary>Text on <see cref="Danger"/>.</summary>
    public required BrandColor OnDanger { get; init; }

    /// <summary>Links, on background and surface.</summary>
    public required BrandColor Link { get; init; }

    /// <summary>Lines around fields and between rows; a contrast of 3 at least.</summary>
    public required BrandColor Border { get; init; }

    /// <summary>The ring around what has the keyboard; a contrast of 3 at least.</summary>
    public required BrandColor Focus { get; init; }

    /// <summary>The ground of what is selected.</summary>
    public required BrandColor Selection { get; init; }

    /// <summary>Text on <see cref="Selection"/>.</summary>
    public required BrandColor OnSelection { get; init; }

    /// <summary>The ground of a count of unread messages.</summary>
    public required BrandColor Badge { get; init; }

    /// <summary>Text on <see cref="Badge"/>.</summary>
    public required BrandColor OnBadge { get; init; }

    /// <summary>A colour by its key in <c>brand.json</c>.</summary>
    internal BrandColor Find(string key) =>
        key switch
        {
            "color.background" => Background,
            "color.surface" => Surface,
            "color.text" => Text,
            "color.textMuted" => TextMuted,
            "color.primary" => Primary,
            "color.onPrimary" => OnPrimary,
            "color.incoming" => Incoming,
            "color.onIncoming" => OnIncoming,
            "color.outgoing" => Outgoing,
            "color.onOutgoing" => OnOutgoing,
            "color.secure" => Secure,
            "color.warning" => Warning,
            "color.danger" => Danger,
            "color.onDanger" => OnDanger,
            "color.link" => Link,
            "color.border" => Border,
            "color.focus" => Focus,
            "color.selection" => Selection,
            "color.onSelection" => OnSelection,
            "color.badge" => Badge,
            "color.onBadge" => OnBadge,
            _ => throw new ArgumentException($"There is no colour '{key}'.", nameof(key)),
        };
}
