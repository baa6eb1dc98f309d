// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Net;
using ChatSecure.Accounts;
using ChatSecure.Branding;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Desktop;

/// <summary>What was asked for on the command line; options mean what they mean for the command-line client. Secrets come from the environment or files, never
/// from arguments, which every process can see.</summary>
internal sealed record DesktopArguments
{
    private const int MaxFileBytes = 1024 * 1024;
    private const int MaxLink = 8192;

    public string? Profile { get; private set; }

    public string? Passphrase { get; private set; }

    public ServerAddress? Server { get; private set; }

    public string? AuthoritiesPem { get; private set; }

    public TimeSpan? StopAfter { get; private set; }

    public LogLevel Log { get; private set; } = LogLevel.None;

    /// <summary>The link that it was started with, such as an invitation: as long as a person has not agreed, text and nothing else.</summary>
    public string? Link { get; private set; }

    public bool WantsHelp { get; private set; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UsageException">They make no sense; the message says which and why, in the brand's words.</exception>
    public static DesktopArguments Parse(IReadOnlyList<string> args, Brand brand)
    {
        var read = new DesktopArguments();
        var (server, tls) = ((string?)null, TlsMode.StartTls);
        for (var i = 0; i < args.Count; i++)
        {
            var option = args[i];
            switch (option)
            {
                case "--help" or "-h":
                    read.WantsHelp = true;
                    break;
                case "--profile":
                    read.Profile = Path.GetFullPath(Value());
                    break;
                case "--key-env":
                    var name = Value();
                    read.Passphrase = Environment.GetEnvironmentVariable(name) is { Length: > 0 } key
                        ? key
                        : throw new UsageException(brand.Text("cli.input.variableNotSet", ("name", name)));
                    break;
                case "--key-file":
                    read.Passphrase = ReadFile().TrimEnd('\r', '\n');
                    break;
                case "--ca":
                    read.AuthoritiesPem = ReadFile();
                    break;
                case "--server":
                    server = Value();
                    break;
                case "--tls":
                    tls = Value() switch
                    {
                        "starttls" => TlsMode.StartTls,
                        "direct" => TlsMode.Direct,
                        _ => throw Malformed(),
                    };
                    break;
                case "--stop-after":
                    read.StopAfter =
                        int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes > 0
                            ? TimeSpan.FromMinutes(minutes)
                            : throw Malformed();
                    break;
                case "--log":
                    read.Log = Enum.TryParse<LogLevel>(Value(), ignoreCase: true, out var level) ? level : throw Malformed();
                    break;
                case { Length: <= MaxLink } when read.Link is null && option.StartsWith("xmpp:", StringComparison.OrdinalIgnoreCase):
                    read.Link = option;
                    break;
                default:
                    throw new UsageException(brand.Text("desktop.input.unknown", ("option", option)));
            }

            string Value() =>
                ++i < args.Count ? args[i] : throw new UsageException(brand.Text("desktop.input.missing", ("option", option)));

            UsageException Malformed() => new(brand.Text("desktop.input.malformed", ("option", option)));

            string ReadFile()
            {
                try
                {
                    var file = Value();
                    return new FileInfo(file).Length <= MaxFileBytes ? File.ReadAllText(file) : throw Malformed();
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    throw new UsageException(brand.Text("desktop.input.unreadable", ("option", option)));
                }
            }
        }

        if (server is not null)
        {
            read.Server = ServerAddress.TryParse(server, tls, out var address)
                ? address
                : throw new UsageException(brand.Text("desktop.input.malformed", ("option", "--server")));
        }

        return read;
    }

    /// <summary>Shows nothing: a passphrase may be in it.</summary>
    public override string ToString() => nameof(DesktopArguments);
}
