// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Branding;
using ChatSecure.Errors;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.Desktop;

/// <summary>What an app needs for putting its engine together: where the profile lies, its key, and how accounts connect.</summary>
public sealed class DesktopProfile
{
    private readonly DesktopArguments _arguments;

    internal DesktopProfile(Brand brand, DesktopArguments arguments, PassphraseBox passphrases)
    {
        (Brand, _arguments, Passphrases) = (brand, arguments, passphrases);
        Directory =
            arguments.Profile
            ?? Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                brand.Identity.DataDirectoryName
            );
    }

    /// <summary>The brand.</summary>
    public Brand Brand { get; }

    /// <summary>The folder in which the profile lies. Only its owner may enter it.</summary>
    public string Directory { get; }

    /// <summary>The name of the database within it.</summary>
    public string DatabaseFileName => Brand.Identity.DatabaseFileName;

    /// <summary>Where the lock screen puts what is typed.</summary>
    internal PassphraseBox Passphrases { get; }

    /// <summary>Whether there is no database yet: the passphrase that is typed becomes its key.</summary>
    internal bool IsNew => !File.Exists(Path.Combine(Directory, DatabaseFileName));

    /// <summary>How accounts connect: as they are stored, but for what <c>--server</c>, <c>--tls</c> and <c>--ca</c> say.</summary>
    /// <param name="account">The account as it is stored.</param>
    /// <returns>The account as it connects.</returns>
    public AccountSettings Route(AccountSettings account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account with
        {
            Server = _arguments.Server ?? account.Server,
            ExtraAuthoritiesPem = _arguments.AuthoritiesPem ?? account.ExtraAuthoritiesPem,
        };
    }

    /// <summary>Makes the database's key of the passphrase that was typed (or named by <c>--key-env</c> or <c>--key-file</c>), and erases it. A key source of the
    /// app calls this whenever the profile is opened: <c>profile.UsePassphrase(DatabaseKey.FromPassphrase)</c>.</summary>
    /// <typeparam name="T">The type of the key.</typeparam>
    /// <param name="make">Makes the key of the passphrase in UTF-8, which it does not keep.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: nobody has typed one.</exception>
    public T UsePassphrase<T>(Func<ReadOnlySpan<byte>, T> make) => Passphrases.Use(make);
}
