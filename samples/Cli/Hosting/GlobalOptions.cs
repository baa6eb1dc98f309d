// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using System.CommandLine.Parsing;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Cli.Hosting;

/// <summary>The options that every command takes, before or after its name.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string?> _profile = Text(
        "--profile",
        "DIR",
        "Where the encrypted database and media live (default: the brand's data directory)."
    );
    private readonly Option<string?> _keyVariable = Text(
        "--key-env",
        "NAME",
        "Environment variable with the database passphrase, or the raw key as x'64 hex digits'."
    );
    private readonly Option<string?> _keyFile = Text(
        "--key-file",
        "FILE",
        "File with the passphrase or raw key. Without a key option: the system's secret store, else you are asked."
    );
    private readonly Option<string?> _brand = Text("--brand", "DIR", "A brand folder (default: the neutral brand).");
    private readonly Option<string?> _server = Text("--server", "HOST:PORT", "Skip DNS and connect there; stored by 'account add'.");
    private readonly Option<TlsMode?> _tls = new("--tls")
    {
        HelpName = "starttls|direct",
        Description = "How to secure the connection to --server (default: starttls).",
    };
    private readonly Option<string?> _webSocket = Text(
        "--websocket",
        "URL",
        "Connect by this WebSocket, a wss:// address; stored by 'account add'."
    );
    private readonly Option<string?> _authorities = Text(
        "--ca",
        "FILE",
        "Also trust the certificates in this PEM file; stored by 'account add'."
    );
    private readonly Option<string[]> _pins = new("--pin")
    {
        HelpName = "sha256/BASE64",
        Description = "Pin the server's public key (repeatable); stored by 'account add'.",
    };
    private readonly Option<string?> _proxy = Text(
        "--proxy",
        "URL",
        InputFormats.ProxyFormat + ": every connection goes through it, DNS included, or fails."
    );
    private readonly Option<bool> _tor = new("--tor") { Description = $"The same as --proxy {InputFormats.TorProxy}." };
    private readonly Option<Jid?> _account = new("--account") { HelpName = "JID", Description = "Which account (default: the only one)." };
    private readonly Option<bool> _json = new("--json") { Description = "One JSON object a line instead of text for people." };
    private readonly Option<LogLevel> _log = new("--log")
    {
        HelpName = "LEVEL",
        Description = "Log to standard error: trace, debug, information, warning, error, critical.",
    };

    public GlobalOptions()
    {
        _tls.CustomParser = result => Arguments.Enum<TlsMode>(result);
        _account.CustomParser = result => Arguments.BareJid(result);
        _log.CustomParser = Arguments.Enum<LogLevel>;
        _log.DefaultValueFactory = _ => LogLevel.None;
        _server.Validators.Add(result => Check(result, text => ServerAddress.TryParse(text, default, out _), "HOST:PORT"));
        _webSocket.Validators.Add(result => Check(result, InputFormats.IsWebSocket, "a wss:// address"));
        _pins.Validators.Add(result => Check(result, InputFormats.IsPin, "sha256/ and the base64 of 32 bytes"));
        _proxy.Validators.Add(result => Check(result, InputFormats.IsProxy, InputFormats.ProxyFormat));
    }

    public void AddTo(Command root)
    {
        Option[] all =
        [
            _profile,
            _keyVariable,
            _keyFile,
            _brand,
            _server,
            _tls,
            _webSocket,
            _authorities,
            _pins,
            _proxy,
            _tor,
            _account,
            _json,
            _log,
        ];
        foreach (var option in all)
        {
            option.Recursive = true;
            root.Options.Add(option);
        }
    }

    /// <summary>The values in a command line that was read without errors.</summary>
    public Settings Read(ParseResult parsed)
    {
        ServerAddress? server = null;
        if (parsed.GetValue(_server) is { } address)
        {
            ServerAddress.TryParse(address, parsed.GetValue(_tls) ?? TlsMode.StartTls, out server);
        }

        return new()
        {
            Profile = parsed.GetValue(_profile),
            KeyVariable = parsed.GetValue(_keyVariable),
            KeyFile = parsed.GetValue(_keyFile),
            BrandFolder = parsed.GetValue(_brand),
            Server = server,
            WebSocket = parsed.GetValue(_webSocket) is { } webSocket ? new Uri(webSocket) : null,
            AuthoritiesFile = parsed.GetValue(_authorities),
            Pins = parsed.GetValue(_pins) ?? [],
            Proxy = parsed.GetValue(_tor) ? InputFormats.TorProxy : parsed.GetValue(_proxy),
            Account = parsed.GetValue(_account),
            Json = parsed.GetValue(_json),
            Log = parsed.GetValue(_log),
        };
    }

    /// <summary>Complains about options that exclude each other.</summary>
    public IEnumerable<string> FindConflicts(ParseResult parsed)
    {
        if (Given(_keyVariable) && Given(_keyFile))
        {
            yield return "--key-env and --key-file exclude each other.";
        }

        if (Given(_proxy) && Given(_tor))
        {
            yield return "--proxy and --tor exclude each other.";
        }

        if (Given(_tls) && !Given(_server))
        {
            yield return "--tls says how to secure the connection to --server: give that too.";
        }

        if (Given(_webSocket) && Given(_server))
        {
            yield return "--websocket and --server exclude each other.";
        }

        bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };
    }

    private static Option<string?> Text(string name, string valueName, string description) =>
        new(name) { HelpName = valueName, Description = description };

    private static void Check(OptionResult result, Func<string, bool> isValid, string expected)
    {
        foreach (var token in result.Tokens)
        {
            if (!isValid(token.Value))
            {
                result.AddError($"{result.Option.Name}: expected {expected}.");
            }
        }
    }
}
