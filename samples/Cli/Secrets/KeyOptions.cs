// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;

namespace ChatSecure.Cli.Secrets;

/// <summary>The options that say where a further key comes from, beside that of the profile.</summary>
internal sealed class KeyOptions
{
    private readonly Option<string?> _variable;
    private readonly Option<string?> _file;

    /// <summary>Creates <c>--NAME-env</c> and <c>--NAME-file</c>.</summary>
    public KeyOptions(string name, string description)
    {
        _variable = new($"--{name}-env") { HelpName = "NAME", Description = $"Environment variable with {description}." };
        _file = new($"--{name}-file") { HelpName = "FILE", Description = $"File with {description}." };
        _file.Validators.Add(result =>
        {
            if (result.GetResult(_variable) is { Implicit: false })
            {
                result.AddError($"{_variable.Name} and {_file.Name} exclude each other.");
            }
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_variable);
        command.Options.Add(_file);
    }

    /// <summary>Reads the key from what the options name, else asks.</summary>
    public KeyReader Reader(ParseResult parsed, ProcessIo io, Words words) =>
        new(io, parsed.GetValue(_variable), parsed.GetValue(_file), words);

    /// <summary>The same; without these options it is the profile's own key, if options name that.</summary>
    public KeyReader ReaderOrProfiles(ParseResult parsed, ProcessIo io, Settings settings, Words words) =>
        parsed.GetValue(_variable) is null && parsed.GetValue(_file) is null
            ? new(io, settings.KeyVariable, settings.KeyFile, words)
            : Reader(parsed, io, words);
}
