// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using System.Text;
using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.Uris;

/// <summary>An <c>xmpp:</c> URI (RFC 5122) with an action and its parameters (XEP-0147). It says what somebody would like to happen: nothing ever happens because
/// of it before a person has seen the address and agreed. Immutable.</summary>
public sealed class XmppUri
{
    /// <summary>The greatest length of a URI that is read, in characters.</summary>
    public const int MaxLength = 4096;

    /// <summary>The greatest number of parameters that are read.</summary>
    public const int MaxParameters = 32;

    private const string Scheme = "xmpp:";
    private static readonly UTF8Encoding _strict = new(false, throwOnInvalidBytes: true);

    private XmppUri(Jid address, string? action, ImmutableDictionary<string, string> parameters)
    {
        Address = address;
        Action = action;
        Parameters = parameters;
    }

    /// <summary>Of whom it speaks.</summary>
    public Jid Address { get; }

    /// <summary>What is wanted, such as <c>message</c>, <c>join</c>, <c>roster</c> or <c>register</c>; null for nothing in particular.</summary>
    public string? Action { get; }

    /// <summary>The action's parameters.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>Reads a URI. Strict: percent-encoding must be right and UTF-8, a separator that is encoded is no separator, a parameter stands once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="uri">The URI; null if it is none. One that names the account to use (<c>xmpp://me@…/</c>) is none: which account is used is for a person
    /// to choose.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out XmppUri? uri)
    {
        uri = null;
        if (
            text is null
            || text.Length > MaxLength
            || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || text.Any(c => c is <= ' ' or '\x7f' or '"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}')
        )
        {
            return false;
        }

        var rest = text[Scheme.Length..];
        var fragment = rest.IndexOf('#', StringComparison.Ordinal);
        rest = fragment < 0 ? rest : rest[..fragment];
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        if (!TryReadAddress(query < 0 ? rest : rest[..query], out var address))
        {
            return false;
        }

        var parts = query < 0 ? [] : rest[(query + 1)..].Split(';');
        if (!TryReadParameters(parts, out var action, out var parameters))
        {
            return false;
        }

        uri = new(address, action, parameters);
        return true;
    }

    /// <summary>Creates a URI.</summary>
    /// <param name="address">Of whom it speaks.</param>
    /// <param name="action">What is wanted; null for nothing in particular.</param>
    /// <param name="parameters">The action's parameters.</param>
    /// <returns>The URI.</returns>
    /// <exception cref="ArgumentException">The address is empty, or there are parameters without an action.</exception>
    public static XmppUri Create(Jid address, string? action = null, params IEnumerable<(string Name, string Value)> parameters)
    {
        var named = parameters.ToImmutableDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        return address.IsEmpty || (string.IsNullOrEmpty(action) && named.Count > 0)
            ? throw new ArgumentException("An address, and an action for the parameters, are needed.", nameof(address))
            : new(address, action, named);
    }

    /// <summary>The URI in ASCII: whatever is not a letter, a digit or one of <c>-._~</c> is percent-encoded, so that it can stand in any text.</summary>
    /// <returns>For instance <c>xmpp:romeo@montague.example?message;body=Hi%21</c>.</returns>
    public override string ToString()
    {
        var text = new StringBuilder(Scheme);
        if (Address.Local is { } local)
        {
            text.Append(Uri.EscapeDataString(local)).Append('@');
        }

        // The brackets of an IP address are part of the syntax (RFC 5122, section 2.2).
        text.Append(Address.Domain.StartsWith('[') ? Address.Domain : Uri.EscapeDataString(Address.Domain));
        if (Address.Resource is { } resource)
        {
            text.Append('/').Append(Uri.EscapeDataString(resource));
        }

        if (Action is not null)
        {
            text.Append('?').Append(Uri.EscapeDataString(Action));
        }

        foreach (var (name, value) in Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(';').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return text.ToString();
    }

    private static bool TryReadAddress(string text, out Jid address)
    {
        address = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var bare = slash < 0 ? text : text[..slash];
        var at = bare.IndexOf('@', StringComparison.Ordinal);
        string? local = null;
        string? resource = null;
        if (
            (at >= 0 && !TryDecode(bare[..at], out local))
            || !TryDecode(bare[(at + 1)..], out var domain)
            || (slash >= 0 && !TryDecode(text[(slash + 1)..], out resource))
            // What was encoded does not separate.
            || local?.AsSpan().IndexOfAny('@', '/') >= 0
            || domain.AsSpan().IndexOfAny('@', '/') >= 0
        )
        {
            return false;
        }

        return Jid.TryParse($"{(local is null ? "" : $"{local}@")}{domain}{(resource is null ? "" : $"/{resource}")}", out address);
    }

    private static bool TryReadParameters(string[] parts, out string? action, out ImmutableDictionary<string, string> parameters)
    {
        action = null;
        parameters = ImmutableDictionary<string, string>.Empty;
        if (parts.Length > MaxParameters + 1)
        {
            return false;
        }

        if (parts.Length > 0 && (!TryDecode(parts[0], out action) || action.Length == 0 || action.Contains('=', StringComparison.Ordinal)))
        {
            return false;
        }

        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (
                equals <= 0
                || !TryDecode(part[..equals], out var name)
                || !TryDecode(part[(equals + 1)..], out var value)
                || parameters.ContainsKey(name)
            )
            {
                return false;
            }

            parameters = parameters.Add(name, value);
        }

        return true;
    }

    private static bool TryDecode(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? decoded)
    {
        decoded = null;
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                var width = char.IsSurrogatePair(text, i) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, width));
                i += width - 1;
            }
            else if (i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                return false;
            }
        }

        try
        {
            decoded = _strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        // A zero byte has no place in any text.
        return !decoded.Contains('\0', StringComparison.Ordinal);
    }
}
