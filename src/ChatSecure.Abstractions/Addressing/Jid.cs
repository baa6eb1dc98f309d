// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;

namespace ChatSecure.Addressing;

/// <summary>An XMPP address (RFC 7622): <c>local@domain/resource</c>, always in its prepared (canonical) form, so that equality is comparison of
/// characters. A value type; <c>default</c> is no address (<see cref="IsEmpty"/>).</summary>
public readonly record struct Jid
{
    /// <summary>The greatest length of each part, in bytes of UTF-8 (RFC 7622, section 3).</summary>
    public const int MaxPartBytes = 1023;

    private readonly string? _local;
    private readonly string? _domain;
    private readonly string? _resource;

    private Jid(string? local, string domain, string? resource)
    {
        _local = local;
        _domain = domain;
        _resource = resource;
    }

    /// <summary>The part before the at sign (the account's name); null if there is none.</summary>
    public string? Local => _local;

    /// <summary>The domain; empty for <c>default</c>.</summary>
    public string Domain => _domain ?? string.Empty;

    /// <summary>The part after the slash (the device); null if there is none.</summary>
    public string? Resource => _resource;

    /// <summary>Whether this is <c>default</c>, no address.</summary>
    public bool IsEmpty => _domain is null;

    /// <summary>Whether it has no resource.</summary>
    public bool IsBare => _resource is null;

    /// <summary>The same address without its resource.</summary>
    public Jid Bare => _resource is null ? this : new(_local, Domain, null);

    /// <summary>Reads and prepares an address.</summary>
    /// <param name="text">The address, as typed or from the wire.</param>
    /// <returns>The prepared address.</returns>
    /// <exception cref="FormatException">It is not an address.</exception>
    public static Jid Parse(string text) =>
        TryParse(text, out var jid) ? jid : throw new FormatException("Not an XMPP address: expected name@domain or name@domain/resource.");

    /// <summary>Reads and prepares an address. Bounded in time and memory, whatever the text.</summary>
    /// <param name="text">The address, as typed or from the wire.</param>
    /// <param name="jid">The prepared address, if it is one.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Jid jid)
    {
        jid = default;
        if (string.IsNullOrEmpty(text) || text.Length > (3 * MaxPartBytes) + 2)
        {
            return false;
        }

        // RFC 7622, section 3.1: the resource goes first, since it may hold both separators.
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = slash < 0 ? text : text[..slash];
        var at = address.IndexOf('@', StringComparison.Ordinal);

        string? local = null;
        string? resource = null;
        if (at >= 0 && !Precis.TryPrepareLocal(address[..at], out local))
        {
            return false;
        }

        if (!DomainPart.TryPrepare(address[(at + 1)..], out var domain))
        {
            return false;
        }

        if (slash >= 0 && !Precis.TryPrepareOpaque(text[(slash + 1)..], out resource))
        {
            return false;
        }

        jid = new(local, domain, resource);
        return true;
    }

    /// <summary>The same address with another resource.</summary>
    /// <param name="resource">The resource, prepared here.</param>
    /// <returns>The full address.</returns>
    /// <exception cref="FormatException">The resource has a character that may not stand there, or is empty or too long.</exception>
    public Jid WithResource(string resource) =>
        Precis.TryPrepareOpaque(resource, out var prepared)
            ? new(_local, Domain, prepared)
            : throw new FormatException("Not a valid resource of an XMPP address.");

    /// <summary>The address as on the wire.</summary>
    /// <returns>The text; empty for <c>default</c>.</returns>
    public override string ToString() =>
        (_local, _resource) switch
        {
            (null, null) => Domain,
            (not null, null) => $"{_local}@{_domain}",
            (null, not null) => $"{_domain}/{_resource}",
            _ => $"{_local}@{_domain}/{_resource}",
        };
}
