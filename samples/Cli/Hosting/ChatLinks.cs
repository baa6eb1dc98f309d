// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Hosting;

/// <summary><c>xmpp:</c> links, read by the engine.</summary>
internal static class ChatLinks
{
    private const string Scheme = "xmpp:";

    /// <summary>Whether a text is a link rather than an address, which has no colon there.</summary>
    public static bool IsLink(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a link.</summary>
    /// <param name="session">The session.</param>
    /// <param name="uri">The link.</param>
    /// <param name="kinds">What it may want; nothing for whatever it likes.</param>
    /// <exception cref="CliException">It is none, or wants something else.</exception>
    public static ChatLink Read(Session session, string uri, params ReadOnlySpan<ChatLinkKind> kinds) =>
        session.Client.Accounts.ReadLink(uri) is { } link && (kinds.IsEmpty || kinds.Contains(link.Kind))
            ? link
            : throw CliException.Usage(session.Words("cli.input.linkMalformed"));

    /// <summary>A room, by its address or by a link into it.</summary>
    public static Argument<string> RoomArgument()
    {
        var argument = new Argument<string>("ROOM") { Description = "The room's address, or an xmpp: link to it." };
        argument.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string>();
            if (!IsLink(text) && !Arguments.TryParseBareJid(text, out _))
            {
                result.AddError("ROOM: expected an address like name@domain, or an xmpp: link.");
            }
        });
        return argument;
    }

    /// <summary>The room that such an argument names.</summary>
    public static Jid Room(Session session, string text) =>
        Arguments.TryParseBareJid(text, out var room) ? room : Read(session, text, ChatLinkKind.Room, ChatLinkKind.Address).Address;

    /// <summary>What a link wants, for people. The name and the text are of whoever wrote it.</summary>
    public static string Describe(Session session, ChatLink link) =>
        string.Join(
            '\n',
            new[]
            {
                session.Words("cli.link.read", ("kind", Word.Of(link.Kind)), ("address", link.Address.ToString())),
                link.SuggestedName,
                link.Body,
            }
                .Where(line => line is not null)
                .Select(line => TerminalText.Indented(line!))
        );
}
