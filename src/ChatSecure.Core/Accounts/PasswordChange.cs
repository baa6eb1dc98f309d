// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.Registration;

namespace ChatSecure.Core.Accounts;

/// <summary>Changes an account's password so that a crash or a lost answer at any moment locks nobody out: until the server's answer is there, or a login went well with
/// one of them, both are kept.</summary>
internal sealed class PasswordChange(RegistrationModule registration, AccountSecrets secrets) : IDisposable
{
    private const int MaxLength = 1024;

    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task RunAsync(ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        if (password.Length is 0 or > MaxLength || !IsText(password.Span))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A password has 1 to 1024 bytes of UTF-8.");
        }

        using var turn = await _turn.EnterAsync(cancellationToken).ConfigureAwait(false);
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

    /// <summary>A login begins.</summary>
    public void BeginLogin() => secrets.BeginLogin();

    /// <summary>After a refused login: has the next one tried with the other password, if a change was never answered. Neither is given up for that.</summary>
    /// <returns>Whether there is another one: the login is worth another attempt.</returns>
    public Task<bool> TryOtherAsync(CancellationToken cancellationToken) => secrets.TryOtherAsync(cancellationToken);

    /// <summary>After a login: keeps the password that it proved, and no other. While a change waits for its answer, nothing is settled.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (!await _turn.WaitAsync(0, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            await secrets.SettleAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static bool IsText(ReadOnlySpan<byte> utf8) =>
        System.Text.Unicode.Utf8.IsValid(utf8) && !Encoding.UTF8.GetString(utf8).Any(char.IsControl);
}
