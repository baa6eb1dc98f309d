// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;

namespace ChatSecure.Cli.Secrets;

/// <summary>Finds a key where the person said it is, else asks for it. It never comes from an argument: those are visible to every process.</summary>
/// <param name="io">The process.</param>
/// <param name="variable">The environment variable that holds it, if one was named.</param>
/// <param name="file">The file that holds it, if one was named.</param>
/// <param name="words">The brand's words.</param>
internal sealed class KeyReader(ProcessIo io, string? variable, string? file, Words words)
{
    private const int MaxFileBytes = 4096;

    /// <summary>Reads the key.</summary>
    /// <param name="prompt">What to ask for where none was named.</param>
    /// <param name="promptAgain">What to ask for then a second time, so that a slip of the finger locks nobody out; null for a key that is in use already.</param>
    /// <exception cref="CliException">There is no key, or it is malformed.</exception>
    public ProfileKey Read(string prompt, string? promptAgain = null)
    {
        if (variable is not null)
        {
            var value = io.Variable(variable) ?? throw CliException.Usage(words("cli.input.variableNotSet", ("name", variable)));
            return ParseOrThrow(Encoding.UTF8.GetBytes(value));
        }

        if (file is not null)
        {
            return ParseOrThrow(ReadFile(file));
        }

        if (io.AskSecret is not { } ask)
        {
            throw CliException.Usage(words("cli.input.keyMissing"));
        }

        var passphrase = ask(prompt + ": ");
        if (promptAgain is not null && ask(promptAgain + ": ") != passphrase)
        {
            throw CliException.Usage(words("cli.input.passphrasesDiffer"));
        }

        return ParseOrThrow(Encoding.UTF8.GetBytes(passphrase));
    }

    private ProfileKey ParseOrThrow(byte[] text) => ProfileKey.Parse(text) ?? throw CliException.Usage(words("cli.input.keyMalformed"));

    // Editors end a file with a line break, which is not part of the key.
    private byte[] ReadFile(string path)
    {
        using var file = File.OpenRead(path);
        var buffer = new byte[MaxFileBytes + 1];
        var length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (length > MaxFileBytes)
        {
            throw CliException.Usage(words("cli.input.keyMalformed"));
        }

        var text = buffer.AsSpan(0, length).TrimEnd("\r\n"u8).ToArray();
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(buffer);
        return text;
    }
}
