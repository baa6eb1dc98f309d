// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Accounts;

namespace ChatSecure.Terminal;

/// <summary>What stands on the command line. Secrets never do.</summary>
internal sealed record Options
{
    /// <summary>What <c>--help</c> says.</summary>
    public const string Help = $"""
        {Usage}

        A messenger for the terminal. Messages are encrypted from end to end, and on this device by a passphrase.

          --profile DIR            where the encrypted profile lives; default: the brand's data directory
          --brand DIR              a brand's folder; default: the neutral brand
          --key-env NAME           the environment variable with the profile's passphrase; without it, the app asks
          --server HOST:PORT       how to reach the server of an account that is added; default: as its domain says
          --tls starttls|direct    how that server speaks TLS; default: starttls
          --ca FILE                certificates in PEM that are trusted beside the system's authorities, for accounts that are added
          --help                   this text

        Keys: Enter sends or opens, Tab shows what can be done with the chosen line, the arrows choose, Esc goes back, F1 lists the other keys,
        Ctrl+Q quits. /help lists the commands of a conversation.
        """;

    private const string Usage =
        "Usage: chatsecure-terminal [--profile DIR] [--brand DIR] [--key-env NAME] [--server HOST:PORT] [--tls starttls|direct] [--ca FILE]";

    public string? ProfileDirectory { get; init; }

    public string? BrandFolder { get; init; }

    /// <summary>The environment variable that holds the profile's passphrase; null to ask for it.</summary>
    public string? KeyVariable { get; init; }

    public ServerAddress? Server { get; init; }

    /// <summary>Certificates that are trusted beside the system's authorities.</summary>
    public string? AuthoritiesPem { get; init; }

    /// <summary>How an account that is added connects.</summary>
    public AccountSettings Connect(AccountSettings account) =>
        account with
        {
            Server = Server ?? account.Server,
            ExtraAuthoritiesPem = AuthoritiesPem ?? account.ExtraAuthoritiesPem,
        };

    public static Options Parse(string[] arguments)
    {
        var options = new Options();
        var tls = TlsMode.StartTls;
        string? server = null;
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException(Usage);
            switch (arguments[i])
            {
                case "--profile":
                    options = options with { ProfileDirectory = Path.GetFullPath(value) };
                    break;
                case "--brand":
                    options = options with { BrandFolder = value };
                    break;
                case "--key-env":
                    options = options with { KeyVariable = value };
                    break;
                case "--ca":
                    options = options with { AuthoritiesPem = File.ReadAllText(value, Encoding.ASCII) };
                    break;
                case "--server":
                    server = value;
                    break;
                case "--tls" when value is "starttls" or "direct":
                    tls = value == "direct" ? TlsMode.Direct : TlsMode.StartTls;
                    break;
                default:
                    throw new ArgumentException(Usage);
            }
        }

        return server is null ? options
            : ServerAddress.TryParse(server, tls, out var address) ? options with { Server = address }
            : throw new ArgumentException(Usage);
    }
}
