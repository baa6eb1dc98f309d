// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Text;
using System.Globalization;
using ChatSecure.Errors;

namespace ChatSecure.Network.Sasl;

/// <summary>Reads a SCRAM message (RFC 5802, section 7) attribute by attribute, in the order that the RFC prescribes.</summary>
internal ref struct ScramAttributes
{
    private const int MaxMessageBytes = 8192;
    private ReadOnlySpan<byte> _rest;
    private ulong _seen;

    /// <summary>Begins a message.</summary>
    /// <param name="message">All of it.</param>
    public ScramAttributes(ReadOnlySpan<byte> message)
    {
        if (message.Length > MaxMessageBytes || !System.Text.Unicode.Utf8.IsValid(message) || message.Contains((byte)0))
        {
            throw Malformed();
        }

        _rest = message;
    }

    /// <summary>Whether an attribute follows.</summary>
    public readonly bool Any => !_rest.IsEmpty;

    /// <summary>The name of the attribute that follows; NUL if there is none.</summary>
    public readonly char Next => _rest.IsEmpty ? '\0' : (char)_rest[0];

    /// <summary>Reads the attribute that must follow.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its value, which is not empty.</returns>
    public ReadOnlySpan<byte> Read(char name) => Next == name ? ReadAny(out _) : throw Malformed();

    /// <summary>Reads whichever attribute follows.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its value, which is not empty.</returns>
    public ReadOnlySpan<byte> ReadAny(out char name)
    {
        name = Next;
        var end = _rest.IndexOf((byte)',');
        var attribute = end < 0 ? _rest : _rest[..end];
        if (!char.IsAsciiLetter(name) || attribute.Length < 3 || attribute[1] != '=' || end == _rest.Length - 1)
        {
            throw Malformed();
        }

        var bit = 1ul << (name - 'A');
        _seen = (_seen & bit) == 0 ? _seen | bit : throw Malformed();
        _rest = end < 0 ? [] : _rest[(end + 1)..];
        return attribute[2..];
    }

    /// <summary>Decodes base64 as strictly as RFC 5802 writes it: no white space, all padding.</summary>
    /// <param name="value">The value of an attribute.</param>
    public static byte[] DecodeBase64(ReadOnlySpan<byte> value)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(value.Length)];
        return
            value.Length % 4 == 0
            && !value.ContainsAny(" \t\r\n"u8)
            && Base64.DecodeFromUtf8(value, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            ? bytes[..written]
            : throw Malformed();
    }

    /// <summary>Reads a number without sign or leading zero.</summary>
    /// <param name="value">The value of an attribute.</param>
    public static int ReadNumber(ReadOnlySpan<byte> value) =>
        value[0] != '0' && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Malformed();

    public static ChatSecureException Malformed() => new(ErrorKind.Protocol, "The server sent a malformed SCRAM message.");
}
