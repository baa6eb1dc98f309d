// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Otr.Import;

/// <summary>The file of private keys: <c>(privkeys (account (name NAME) (protocol NAME) (private-key (dsa (p #HEX#) (q …) (g …) (y …) (x …)))) …)</c>.</summary>
internal static class PrivateKeyFile
{
    private const int MaxKeys = 100;

    public static bool TryRead(ReadOnlySpan<byte> file, [NotNullWhen(true)] out IReadOnlyList<OtrImportedKey>? keys)
    {
        var read = new List<OtrImportedKey>();
        var reader = new SExpressionReader(file);
        reader.Open("privkeys"u8);
        while (reader.TryOpen() && read.Count < MaxKeys)
        {
            if (ReadAccount(ref reader) is { } key)
            {
                read.Add(key);
            }
        }

        reader.Close();
        reader.End();
        keys = read;
        if (!reader.Failed)
        {
            return true;
        }

        read.ForEach(key => key.Dispose());
        keys = null;
        return false;
    }

    private static OtrImportedKey? ReadAccount(ref SExpressionReader reader)
    {
        reader.Expect("account"u8);
        var name = ReadName(ref reader, "name"u8);
        var protocol = ReadName(ref reader, "protocol"u8);
        reader.Open("private-key"u8);
        reader.Open("dsa"u8);
        var (p, q, g) = (ReadNumber(ref reader, "p"u8), ReadNumber(ref reader, "q"u8), ReadNumber(ref reader, "g"u8));
        var (y, x) = (ReadNumber(ref reader, "y"u8), ReadNumber(ref reader, "x"u8));
        reader.Close();
        reader.Close();
        reader.Close();
        try
        {
            if (!reader.Failed && Dsa.IsPair(p, q, g, y, x))
            {
                return new(name, protocol, new OtrPrivateKey(p, q, g, y, x));
            }

            reader.Fail();
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(x);
        }
    }

    private static string ReadName(ref SExpressionReader reader, ReadOnlySpan<byte> tag)
    {
        reader.Open(tag);
        var name = Encoding.UTF8.GetString(reader.Atom());
        reader.Close();
        return name;
    }

    private static byte[] ReadNumber(ref SExpressionReader reader, ReadOnlySpan<byte> tag)
    {
        reader.Open(tag);
        var atom = reader.Atom();
        var number = atom.AsSpan().TrimStart((byte)0).ToArray();
        CryptographicOperations.ZeroMemory(atom);
        reader.Close();
        return number;
    }
}
