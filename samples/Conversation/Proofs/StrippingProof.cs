// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Text.Json;
using ChatSecure.Conversation.Cast;

namespace ChatSecure.Conversation.Proofs;

/// <summary>An app whose connection somebody strips of its encryption refuses to go on, and says nothing in the clear.</summary>
internal sealed class StrippingProof(Setting setting, Transcript transcript)
{
    private const int NoSecureConnection = 4;

    public async Task<bool> HoldsAsync(string name, string brandFolder, CancellationToken cancellationToken)
    {
        await using var victim = new Person(name, brandFolder, setting);

        // Without anybody in between the same works: it is the stripping alone that makes the difference.
        if (await RunAsync(victim, "register", setting.Server, cancellationToken) != 0)
        {
            throw new PlayException("The client does not even connect where nobody interferes.");
        }

        var (exitCode, events) = await InterceptAsync(victim, cancellationToken);
        if (!events.Contains("stripped"))
        {
            throw new PlayException("The man in the middle had nothing to strip.");
        }

        var held = exitCode == NoSecureConnection && !events.Contains("caught");
        transcript.Proof(victim.Brand, victim.Brand.Text(held ? "proof.stripped" : "proof.strippedFailed"), held);
        return held;
    }

    private async Task<int> RunAsync(Person person, string verb, string server, CancellationToken cancellationToken)
    {
        var command = person.Command(
            "account",
            verb,
            person.Address,
            "--password-env",
            "PASSWORD",
            "--server",
            server,
            "--ca",
            setting.Authorities
        );
        command.RedirectStandardOutput = true;
        using var process = Process.Start(command) ?? throw new PlayException("The client did not start.");
        await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    private async Task<(int ExitCode, IReadOnlyList<string> Events)> InterceptAsync(Person victim, CancellationToken cancellationToken)
    {
        var start = victim.Shell([setting.Stripper, "--to", setting.Server], Path.Combine(victim.Home, "stripper.log"));
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        using var stripper = Process.Start(start) ?? throw new PlayException("The man in the middle did not start.");
        try
        {
            var first =
                await stripper.StandardOutput.ReadLineAsync(cancellationToken)
                ?? throw new PlayException("The man in the middle does not listen.");
            var port = JsonElement.Parse(first).GetProperty("port").GetInt32();
            var exitCode = await RunAsync(victim, "add", $"127.0.0.1:{port}", cancellationToken);
            stripper.StandardInput.Close();
            List<string> events = [];
            while (await stripper.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                events.Add(JsonElement.Parse(line).GetProperty("event").GetString()!);
            }

            return (exitCode, events);
        }
        finally
        {
            if (!stripper.HasExited)
            {
                stripper.Kill();
            }
        }
    }
}
