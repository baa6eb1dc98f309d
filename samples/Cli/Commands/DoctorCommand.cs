// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Errors;

namespace ChatSecure.Cli.Commands;

/// <summary><c>doctor</c></summary>
internal sealed class DoctorCommand : ICommandGroup
{
    public IEnumerable<Command> Create(CommandRunner runner)
    {
        var jid = Arguments.OptionalJidArgument("Which account (default: the only one).");
        var command = new Command("doctor", "Shows what the server offers and how connection, keys and storage are.") { jid };
        command.SetAction(
            (parsed, token) => runner.RunAsync(parsed, (session, ct) => ExamineAsync(session, parsed.GetValue(jid), ct), token)
        );
        yield return command;
    }

    private static async Task<ExitCode> ExamineAsync(Session session, Jid? wanted, CancellationToken cancellationToken)
    {
        // Where there is no connection, that is what has to be told, with the rest; and then why.
        var account = await session.AccountAsync(wanted, cancellationToken);
        ChatSecureException? failure = null;
        try
        {
            await session.ConnectedAccountAsync(account, cancellationToken);
        }
        catch (ChatSecureException error)
        {
            failure = error;
        }

        var findings = await session.Client.Accounts.DiagnoseAsync(account, cancellationToken);
        session.Printer.Print(() => Table(account, findings, session.Words), json => JsonShapes.Findings(json, account, findings));
        return failure is null ? ExitCode.Done : throw failure;
    }

    private static string Table(Jid account, IReadOnlyList<DoctorFinding> findings, Words words)
    {
        var areaWidth = findings.Select(finding => finding.Area.Length).DefaultIfEmpty().Max();
        var nameWidth = findings.Select(finding => finding.Name.Length).DefaultIfEmpty().Max();
        var rows = findings.Select(finding =>
            $"{finding.Area.PadRight(areaWidth)}  {finding.Name.PadRight(nameWidth)}  {words(TextId.Of(finding.Grade))}: {TerminalText.OneLine(finding.Detail)}"
        );
        var summary = words("doctor.summary", ("bad", Count(DoctorGrade.Bad)), ("limited", Count(DoctorGrade.Limited)));
        return string.Join('\n', [words("doctor.title", ("account", account.ToString())), .. rows, summary]);

        int Count(DoctorGrade grade) => findings.Count(finding => finding.Grade == grade);
    }
}
