#if (isSource)
// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
// (What `dotnet new` makes of it is yours: these lines stay behind.)

#endif
using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;

namespace TeaHouse;

/// <summary>What the person gave: secrets in the environment, since every process sees arguments, and the rest as options.</summary>
internal sealed record Given(AccountSettings Account, byte[] Password, byte[] Passphrase)
{
    /// <summary>Each account has a profile of its own, below a folder that no other brand uses.</summary>
    public string ProfileFolder { get; } =
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            AppBrand.Id,
            Account.Jid.ToString()
        );

    /// <returns>The exit code for wrong usage.</returns>
    public static int Explain(Text text)
    {
        Console.Error.WriteLine(text.OnboardingWelcome);
        Console.Error.WriteLine("JID=you@example.org PASSWORD=… KEY=… TeaHouse [--server HOST:PORT] | TeaHouse --about");
        Console.Error.WriteLine("KEY is the passphrase of the encrypted profile. Ctrl+C ends.");
        return 2;
    }

    /// <returns>Null if something is missing or malformed.</returns>
    public static Given? Read(string[] args)
    {
        ServerAddress? server = null;
        if (args is ["--server", var address])
        {
            if (!ServerAddress.TryParse(address, TlsMode.StartTls, out server))
            {
                return null;
            }
        }
        else if (args.Length > 0)
        {
            return null;
        }

        return
            Jid.TryParse(Environment.GetEnvironmentVariable("JID"), out var me)
            && Secret("PASSWORD") is { } password
            && Secret("KEY") is { } passphrase
            ? new(new AccountSettings { Jid = me.Bare, Server = server }, password, passphrase)
            : null;
    }

    /// <summary>Shows nothing: it holds secrets.</summary>
    public override string ToString() => nameof(Given);

    private static byte[]? Secret(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? Encoding.UTF8.GetBytes(value) : null;
}
