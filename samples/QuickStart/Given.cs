// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;

namespace ChatSecure.QuickStart;

/// <summary>What the person gave: secrets in the environment, since every process sees arguments, and the rest as options.</summary>
internal sealed record Given(AccountSettings Account, byte[] Password, byte[] Passphrase, Jid? Friend, string Text)
{
    private const string Usage = """
        JID=you@example.org PASSWORD=… KEY=… quickstart [--to JID] [--text TEXT] [--server HOST:PORT] [--ca FILE]
        Sends a message, if it is told to whom, and prints what arrives until Ctrl+C. KEY is the passphrase of the encrypted profile.
        """;

    private static readonly string[] _options = ["--to", "--text", "--server", "--ca"];

    public string BrandFolder { get; } = Path.Combine(AppContext.BaseDirectory, "brand");

    /// <summary>Each account has a profile of its own.</summary>
    public string ProfileFolder { get; } =
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "quickstart",
            Account.Jid.ToString()
        );

    /// <summary>Ends with Ctrl+C.</summary>
    public CancellationToken Stop { get; } = InterruptToken();

    /// <returns>The exit code for wrong usage.</returns>
    public static int Explain()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    /// <summary>Reads it.</summary>
    /// <returns>Null if something is missing or malformed.</returns>
    public static Given? Read(string[] args)
    {
        var values = args.Chunk(2)
            .Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0])
            .ToDictionary(pair => pair[0], pair => pair[1]);
        if (
            args.Length != 2 * values.Count
            || values.Keys.Except(_options).Any()
            || !Jid.TryParse(Environment.GetEnvironmentVariable("JID"), out var me)
            || Secret("PASSWORD") is not { } password
            || Secret("KEY") is not { } passphrase
        )
        {
            return null;
        }

        Jid? friend = null;
        if (values.TryGetValue("--to", out var to))
        {
            if (!Jid.TryParse(to, out var parsed))
            {
                return null;
            }

            friend = parsed.Bare;
        }

        ServerAddress? server = null;
        if (values.TryGetValue("--server", out var address))
        {
            if (!ServerAddress.TryParse(address, TlsMode.StartTls, out server))
            {
                return null;
            }
        }

        if (values.TryGetValue("--ca", out var file) && !File.Exists(file))
        {
            return null;
        }

        var account = new AccountSettings
        {
            Jid = me.Bare,
            Server = server,
            ExtraAuthoritiesPem = file is null ? null : File.ReadAllText(file),
        };
        return new(account, password, passphrase, friend, values.GetValueOrDefault("--text", "Hello!"));
    }

    /// <summary>Shows nothing: it holds secrets.</summary>
    public override string ToString() => nameof(Given);

    /// <summary>A text without control characters: what strangers write must not steer the terminal.</summary>
    public static string Printable(string text) => string.Concat(text.Where(c => !char.IsControl(c)));

    private static CancellationToken InterruptToken()
    {
        var source = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            source.Cancel();
        };
        return source.Token;
    }

    private static byte[]? Secret(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? Encoding.UTF8.GetBytes(value) : null;
}
