// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;

namespace ChatSecure.Network.Sasl;

/// <summary>What mechanisms say, as both profiles write it: in base64.</summary>
internal static class SaslData
{
    /// <summary>Encodes, and erases what was encoded.</summary>
    public static string Encode(byte[] bytes)
    {
        var text = Convert.ToBase64String(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return text;
    }

    /// <summary>Decodes.</summary>
    /// <exception cref="ChatSecureException">It is not base64 (<see cref="ErrorKind.Protocol"/>).</exception>
    public static byte[] Decode(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The server sent something at login that is not base64.", e);
        }
    }
}
