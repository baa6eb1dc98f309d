// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Conversation;

/// <summary>Where the play is staged.</summary>
internal sealed record Setting
{
    public const string Usage =
        "conversation --cli FILE --server HOST:PORT --domain NAME --ca FILE --server-files DIR --stripper FILE --work DIR "
        + "--alice-brand DIR --bob-brand DIR [--keep]";

    /// <summary>The command-line client.</summary>
    public required string Cli { get; init; }

    public required string Server { get; init; }

    public required string Domain { get; init; }

    public required string Authorities { get; init; }

    /// <summary>Where the server keeps its storage and its logs: searched for plain text.</summary>
    public required string ServerFiles { get; init; }

    /// <summary>The man in the middle.</summary>
    public required string Stripper { get; init; }

    /// <summary>A throw-away folder.</summary>
    public required string Work { get; init; }

    public required string AliceBrand { get; init; }

    public required string BobBrand { get; init; }

    /// <summary>Whether the profiles stay usable after the play.</summary>
    public bool Keep { get; init; }

    public static Setting? Parse(string[] arguments)
    {
        var keep = arguments.Contains("--keep");
        var rest = arguments.Where(argument => argument != "--keep").ToArray();
        if (rest.Length % 2 != 0)
        {
            return null;
        }

        var values = rest.Chunk(2).ToLookup(pair => pair[0], pair => pair[1]);
        string[] names =
        [
            "--cli",
            "--server",
            "--domain",
            "--ca",
            "--server-files",
            "--stripper",
            "--work",
            "--alice-brand",
            "--bob-brand",
        ];
        if (values.Count != names.Length || !names.All(name => values[name].Count() == 1))
        {
            return null;
        }

        return new()
        {
            Cli = Path.GetFullPath(Value("--cli")),
            Server = Value("--server"),
            Domain = Value("--domain"),
            Authorities = Path.GetFullPath(Value("--ca")),
            ServerFiles = Path.GetFullPath(Value("--server-files")),
            Stripper = Path.GetFullPath(Value("--stripper")),
            Work = Path.GetFullPath(Value("--work")),
            AliceBrand = Path.GetFullPath(Value("--alice-brand")),
            BobBrand = Path.GetFullPath(Value("--bob-brand")),
            Keep = keep,
        };

        string Value(string name) => values[name].Single();
    }
}
