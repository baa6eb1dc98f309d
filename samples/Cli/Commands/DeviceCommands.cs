// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;

namespace ChatSecure.Cli.Commands;

/// <summary><c>devices</c>, <c>trust</c>, <c>distrust</c>, <c>reset-session</c></summary>
internal sealed class DeviceCommands : ICommandGroup
{
    public IEnumerable<Command> Create(CommandRunner runner) =>
        [
            Devices(runner),
            Decide(runner, "trust", "Marks a key as verified: you compared the fingerprint with its owner.", TrustLevel.Verified),
            Decide(runner, "distrust", "Rejects a key: nothing is encrypted to it.", TrustLevel.Distrusted),
            Reset(runner),
        ];

    private static Command Devices(CommandRunner runner)
    {
        var jid = Arguments.OptionalJidArgument("Whose devices (default: your own).");
        var code = Arguments.CodeOption("The last line, with the address and the keys that you vouch for, also as a QR code.");
        var command = new Command("devices", "Lists devices with their fingerprints and trust.") { jid, code };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(parsed, (session, ct) => ListAsync(session, parsed.GetValue(jid), parsed.GetValue(code), ct), token)
        );
        command.Add(Remove(runner));
        return command;
    }

    private static Command Remove(CommandRunner runner)
    {
        var fingerprint = Arguments.FingerprintArgument();
        var command = new Command("remove", "Takes another device of yours, lost or no longer used, off your account.") { fingerprint };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var account = await session.AccountAsync(null, cancellationToken);
                        var key = parsed.GetRequiredValue(fingerprint);
                        await session.Client.Accounts.ConnectAsync(account, cancellationToken);
                        await session.Client.Trust.RemoveDeviceAsync(account, key, cancellationToken);
                        session.Printer.Print(
                            () => session.Words("devices.removed", ("fingerprint", key.ToGroupedString())),
                            json => json.WriteString("fingerprint", key.Hex)
                        );
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static async Task<ExitCode> ListAsync(Session session, Jid? owner, bool isCode, CancellationToken cancellationToken)
    {
        var account = await session.AccountAsync(null, cancellationToken);
        var devices = await session.Client.Trust.DevicesAsync(account, owner, cancellationToken);
        if (devices.All(device => device.IsOtr))
        {
            // Nothing is known yet but what a private conversation showed: online, the engine asks for them.
            await session.Client.Accounts.ConnectAsync(account, cancellationToken);
            devices = await session.Client.Trust.DevicesAsync(account, owner, cancellationToken);
        }

        foreach (var device in devices)
        {
            session.Printer.Print(() => Describe(device, session.Words), json => JsonShapes.Device(json, device));
        }

        if (KeyUris.Of(owner ?? account, devices) is { } uri)
        {
            session.Printer.PrintForPeople(uri);
            if (isCode)
            {
                session.Printer.PrintCode(uri);
            }
        }

        if (devices.Count == 0)
        {
            session.Printer.PrintForPeople(session.Words("devices.empty", ("owner", (owner ?? account).ToString())));
        }

        return ExitCode.Done;
    }

    private static string Describe(DeviceInfo device, Words words)
    {
        var remarks = new List<string> { words(TextId.Of(device.Trust)) };
        if (device.IsThisDevice)
        {
            remarks.Add(words("devices.thisDevice"));
        }

        if (device is { IsActive: false, IsOtr: false })
        {
            remarks.Add(words("devices.inactive"));
        }

        var label = device.Label is { } text ? $" {TerminalText.OneLine(text)}" : string.Empty;
        var name = device.IsOtr ? "OTR" : device.Device.ToString();
        return $"{name}{label}  {device.Fingerprint?.ToGroupedString() ?? words("devices.keyUnknown")}  [{string.Join(", ", remarks)}]";
    }

    private static Command Reset(CommandRunner runner)
    {
        var jid = Arguments.JidArgument("Whose device.");
        var fingerprint = Arguments.FingerprintArgument();
        var command = new Command("reset-session", "Starts the encrypted session with a device anew, if messages can't be read.")
        {
            jid,
            fingerprint,
        };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var account = await session.AccountAsync(null, cancellationToken);
                        var (owner, key) = (parsed.GetRequiredValue(jid), parsed.GetRequiredValue(fingerprint));
                        await session.Client.Accounts.ConnectAsync(account, cancellationToken);
                        await session.Client.Trust.ResetSessionAsync(account, owner, key, cancellationToken);
                        session.Printer.Print(
                            () =>
                                session.Words("devices.sessionReset", ("fingerprint", key.ToGroupedString()), ("owner", owner.ToString())),
                            json =>
                            {
                                json.WriteString("jid", owner.ToString());
                                json.WriteString("fingerprint", key.Hex);
                            }
                        );
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static Command Decide(CommandRunner runner, string verb, string description, TrustLevel trust)
    {
        var jid = Arguments.JidArgument("Whose key.");
        var key = Arguments.KeyArgument();
        var command = new Command(verb, description) { jid, key };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    (session, ct) => DecideAsync(session, parsed.GetRequiredValue(jid), parsed.GetRequiredValue(key), trust, ct),
                    token
                )
        );
        return command;
    }

    private static async Task<ExitCode> DecideAsync(
        Session session,
        Jid owner,
        string text,
        TrustLevel trust,
        CancellationToken cancellationToken
    )
    {
        var account = await session.AccountAsync(null, cancellationToken);
        if (Fingerprint.TryParse(text, out var fingerprint))
        {
            await SetAsync(session, account, owner, fingerprint, trust, cancellationToken);
            return ExitCode.Done;
        }

        if (!KeyUri.TryParse(text, out var uri) || uri.Owner != owner)
        {
            throw CliException.Usage(session.Words("devices.uriOfOther", ("owner", owner.ToString())));
        }

        // What was scanned is compared with what is known: a key that no device has shown is nobody's.
        var known = (await session.Client.Trust.DevicesAsync(account, owner, cancellationToken)).Select(device => device.Fingerprint);
        var keys = uri.Trusted.Select(entry => entry.Key).Where(key => known.Contains(key)).ToList();
        if (keys.Count == 0)
        {
            throw CliException.Usage(session.Words("devices.uriUnknown", ("owner", owner.ToString())));
        }

        foreach (var key in keys)
        {
            await SetAsync(session, account, owner, key, trust, cancellationToken);
        }

        return ExitCode.Done;
    }

    private static async Task SetAsync(
        Session session,
        Jid account,
        Jid owner,
        Fingerprint key,
        TrustLevel trust,
        CancellationToken cancellationToken
    )
    {
        await session.Client.Trust.SetTrustAsync(account, owner, key, trust, cancellationToken);
        session.Printer.Print(
            () => EventText.TrustChanged(owner, key, trust, session.Words),
            json =>
            {
                json.WriteString("jid", owner.ToString());
                json.WriteString("fingerprint", key.Hex);
                json.WriteString("trust", Word.Of(trust));
            }
        );
    }
}
