// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;

namespace ChatSecure.Network.Xeps.Discovery;

/// <summary>Whom to write to about a server (XEP-0157): the server's claims. None is opened without asking; only addresses for mail, XMPP, the web and telephones
/// are among them.</summary>
public sealed record ServerContacts
{
    private const string FormType = "http://jabber.org/network/serverinfo";
    private const int MaxAddresses = 16;
    private const int MaxLength = 2048;
    private static readonly string[] _schemes = ["mailto", "xmpp", "https", "http", "tel"];

    /// <summary>To report abuse.</summary>
    public IReadOnlyList<Uri> Abuse { get; private init; } = [];

    /// <summary>Who runs it.</summary>
    public IReadOnlyList<Uri> Admin { get; private init; } = [];

    /// <summary>For feedback.</summary>
    public IReadOnlyList<Uri> Feedback { get; private init; } = [];

    /// <summary>For sales.</summary>
    public IReadOnlyList<Uri> Sales { get; private init; } = [];

    /// <summary>To report security problems.</summary>
    public IReadOnlyList<Uri> Security { get; private init; } = [];

    /// <summary>Where its state is told.</summary>
    public IReadOnlyList<Uri> Status { get; private init; } = [];

    /// <summary>For help.</summary>
    public IReadOnlyList<Uri> Support { get; private init; } = [];

    /// <summary>Reads the contacts from what a server says of itself.</summary>
    /// <param name="info">The server's answer.</param>
    /// <returns>The contacts; null if it says none. Addresses that are malformed or of another kind are left out.</returns>
    public static ServerContacts? Read(DiscoInfo info)
    {
        if (info.Forms.FirstOrDefault(form => form.FormType == FormType) is not { } form)
        {
            return null;
        }

        return new()
        {
            Abuse = Addresses("abuse"),
            Admin = Addresses("admin"),
            Feedback = Addresses("feedback"),
            Sales = Addresses("sales"),
            Security = Addresses("security"),
            Status = Addresses("status"),
            Support = Addresses("support"),
        };

        ImmutableArray<Uri> Addresses(string role) =>
            [.. (form[$"{role}-addresses"]?.Values ?? []).Take(MaxAddresses).Select(ReadAddress).OfType<Uri>()];
    }

    private static Uri? ReadAddress(string text) =>
        text.Length <= MaxLength && Uri.TryCreate(text, UriKind.Absolute, out var uri) && _schemes.Contains(uri.Scheme) ? uri : null;
}
