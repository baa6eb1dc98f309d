// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;

namespace ChatSecure.Tests;

/// <summary>A session bus of its own with a GNOME Keyring on it, unlocked, whose files lie in a folder that is removed in the end.</summary>
internal sealed class PrivateSession : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("chatsecure-session-").FullName;
    private readonly Process _bus;
    private readonly Process? _keyring;

    private PrivateSession(bool hasKeyring)
    {
        // Without the system's service files, so that the bus starts nothing by itself.
        var configuration = Path.Combine(_home, "bus.conf");
        File.WriteAllText(
            configuration,
            $"""
            <busconfig>
              <type>session</type>
              <listen>unix:dir={_home}</listen>
              <auth>EXTERNAL</auth>
              <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
            </busconfig>
            """
        );
        _bus = Start("dbus-daemon", [$"--config-file={configuration}", "--nofork", "--nopidfile", "--print-address=1"], null);
        Environment = new Dictionary<string, string>
        {
            ["DBUS_SESSION_BUS_ADDRESS"] = _bus.StandardOutput.ReadLine()!,
            ["HOME"] = _home,
            ["XDG_DATA_HOME"] = _home,
            ["XDG_RUNTIME_DIR"] = _home,
        };
        if (hasKeyring)
        {
            _keyring = Start("gnome-keyring-daemon", ["--foreground", "--unlock", "--components=secrets"], Environment);
            _keyring.StandardInput.Write("password of the keyring");
            _keyring.StandardInput.Close();
        }
    }

    /// <summary>What a process needs in its environment to be on this bus.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    public string KeyringFiles => Path.Combine(_home, "keyrings");

    public static PrivateSession Start(bool hasKeyring)
    {
        var session = new PrivateSession(hasKeyring);
        if (hasKeyring)
        {
            session.WaitForTheService();
        }

        return session;
    }

    public void Dispose()
    {
        foreach (var process in new[] { _keyring, _bus })
        {
            if (process is { HasExited: false })
            {
                process.Kill();
                process.WaitForExit();
            }

            process?.Dispose();
        }

        Directory.Delete(_home, recursive: true);
    }

    private void WaitForTheService()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var ask = Start(
                "dbus-send",
                [
                    "--session",
                    "--print-reply",
                    "--dest=org.freedesktop.DBus",
                    "/",
                    "org.freedesktop.DBus.GetNameOwner",
                    "string:org.freedesktop.secrets",
                ],
                Environment
            );
            ask.WaitForExit();
            if (ask.ExitCode == 0)
            {
                return;
            }

            Thread.Sleep(50);
        }

        throw new InvalidOperationException("The keyring did not come up.");
    }

    private static Process Start(string program, string[] arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
