// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.Registration;

namespace ChatSecure.Core.Accounts;

/// <summary>Changes an account's password so that a crash or a lost answer at any moment locks nobody out: until the server's answer is there, both are kept.</summary>
internal sealed class PasswordChange(RegistrationModule registration, AccountSecrets secrets)
{
    private const int MaxLength = 1024;

    public async Task RunAsync(ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        if (password.Length is 0 or > MaxLength || !IsText(password.Span))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A password has 1 to 1024 bytes of UTF-8.");
        }

        await secrets.Next.WriteAsync(password, cancellationToken).ConfigureAwait(false);
        try
        {
            await registration.ChangePasswordAsync(password, cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException error) when (error.Kind is ErrorKind.Protocol or ErrorKind.NotSupported)
        {
            // The server said no.
            await secrets.Next.EraseAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        await secrets.AdoptNextAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>After a refused login: takes the password whose change was never answered, if there is one.</summary>
    /// <returns>Whether there was one: the login is worth another attempt.</returns>
    public async Task<bool> TakeUnansweredAsync(CancellationToken cancellationToken)
    {
        if (await secrets.Next.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } next)
        {
            return false;
        }

        CryptographicOperations.ZeroMemory(next);
        await secrets.AdoptNextAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static bool IsText(ReadOnlySpan<byte> utf8) =>
        System.Text.Unicode.Utf8.IsValid(utf8) && !Encoding.UTF8.GetString(utf8).Any(char.IsControl);
}
