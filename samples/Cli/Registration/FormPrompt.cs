// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Registration;

namespace ChatSecure.Cli.Registration;

/// <summary>Fills in a server's form from what the command line says and, on a terminal, by asking the person. Pictures are saved for as long as the person is
/// asked.</summary>
internal sealed class FormPrompt(Session session, string server, IReadOnlyDictionary<string, string> given)
{
    private IReadOnlyList<RegistrationField> _missing = [];

    /// <summary>Answers the form; null if something is missing and there is nobody to ask, or the person said nothing.</summary>
    public async ValueTask<IReadOnlyDictionary<string, string>?> FillAsync(RegistrationForm form, CancellationToken cancellationToken)
    {
        _missing = FormAnswers.Missing(form, given);
        var answers = new Dictionary<string, string>(given, StringComparer.Ordinal);
        if (_missing.Count > 0)
        {
            if (session.Io.Ask is not { } ask)
            {
                return null;
            }

            using var pictures = new FormPictures();
            Tell(form);
            foreach (var field in form.Fields.Where(IsOpen))
            {
                if (await AskAsync(field, pictures, ask, cancellationToken) is { Length: > 0 } answer)
                {
                    answers[field.Name] = answer;
                }
            }

            _missing = FormAnswers.Missing(form, answers);
        }

        return _missing.Count == 0 ? FormAnswers.Complete(form, answers) : null;
    }

    /// <summary>What to say if registering failed for want of answers; null if it did not.</summary>
    public CliException? Complaint() =>
        _missing.Count == 0
            ? null
            : new(
                ExitCode.Failed,
                "formNeeded",
                session.Words("cli.form.missing", ("server", server), ("fields", string.Join(", ", _missing.Select(Name))))
            );

    // What stands there already and need not be changed is not asked about, such as where else the picture can be seen.
    private bool IsOpen(RegistrationField field) =>
        field.Kind == RegistrationFieldKind.Note
        || (!given.ContainsKey(field.Name) && (field.IsRequired || !field.Picture.IsEmpty || field.Value is null or ""));

    private static string Name(RegistrationField field) =>
        field.Label == field.Name
            ? TerminalText.OneLine(field.Name)
            : $"{TerminalText.OneLine(field.Name)} ({TerminalText.OneLine(field.Label)})";

    private void Tell(RegistrationForm form)
    {
        session.Io.Error.WriteLine(session.Words("cli.form.asks", ("server", server)));
        foreach (var text in new[] { form.Title, form.Instructions })
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                session.Io.Error.WriteLine(TerminalText.Indented(text));
            }
        }
    }

    private async Task<string?> AskAsync(
        RegistrationField field,
        FormPictures pictures,
        Func<string, string?> ask,
        CancellationToken cancellationToken
    )
    {
        if (field.Kind == RegistrationFieldKind.Note)
        {
            session.Io.Error.WriteLine(TerminalText.Indented(field.Value ?? field.Label));
            return null;
        }

        if (!field.Picture.IsEmpty)
        {
            session.Io.Error.WriteLine(
                session.Words("cli.form.picture", ("file", await pictures.SaveAsync(field.Picture, field.PictureType, cancellationToken)))
            );
        }

        foreach (var (label, value) in field.Choices)
        {
            session.Io.Error.WriteLine($"  {TerminalText.OneLine(value)}  {TerminalText.OneLine(label)}");
        }

        var isSecret = field.Kind == RegistrationFieldKind.Secret && session.Io.AskSecret is not null;
        var present = isSecret || string.IsNullOrEmpty(field.Value) ? string.Empty : $" [{TerminalText.OneLine(field.Value)}]";
        var prompt = $"{TerminalText.OneLine(field.Label)}{present}: ";
        // What a person types can't be called off; waiting for it can.
        return await Task.Run(() => isSecret ? session.Io.AskSecret!(prompt) : ask(prompt), CancellationToken.None)
            .WaitAsync(cancellationToken);
    }
}
