// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>A real ejabberd, started by each test class that needs one.</summary>
public sealed class EjabberdServer() : LabServer("ejabberd.sh")
{
    private EjabberdOptions _options = new();

    /// <summary>What the picture of the last captcha shows.</summary>
    public string CaptchaText => File.ReadAllText(Path.Combine(State, "ejabberd", "captcha.txt"));

    protected override Dictionary<string, string> Switches => _options.Environment;

    public static async Task<EjabberdServer> StartAsync(EjabberdOptions options)
    {
        var server = new EjabberdServer { _options = options };
        await server.InitializeAsync();
        return server;
    }

    /// <summary>Stops and starts on the same ports with the same accounts, with other options.</summary>
    public async Task RestartAsync(EjabberdOptions options)
    {
        _options = options;
        Demand(await ScriptAsync("restart"));
    }
}
