// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;

namespace ChatSecure.Cli.Secrets;

/// <summary>Finds the database key where the person said it is, else asks for it. It never comes from an argument: those are visible to every process.</summary>
internal sealed class KeyReader(ProcessIo io, Settings settings, Words words)
{
    private const int MaxFileBytes = 4096;

    /// <summary>Reads the key.</summary>
    /// <param name="isNewProfile">Whether the profile is about to be created: a typed passphrase is then asked for twice.</param>
    /// <exception cref="CliException">There is no key, or it is malformed.</exception>
    public ProfileKey Read(bool isNewProfile)
    {
        if (settings.KeyVariable is { } variable)
        {
            var value = io.Variable(variable) ?? throw CliException.Usage(words("cli.input.variableNotSet", ("name", variable)));
            return ParseOrThrow(Encoding.UTF8.GetBytes(value));
        }

        if (settings.KeyFile is { } path)
        {
            return ParseOrThrow(ReadFile(path));
        }

        if (io.AskSecret is not { } ask)
        {
            throw CliException.Usage(words("cli.input.keyMissing"));
        }

        var passphrase = ask(words(isNewProfile ? "onboarding.passphrase" : "cli.prompt.passphrase") + ": ");
        if (isNewProfile && ask(words("onboarding.passphraseAgain") + ": ") != passphrase)
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
