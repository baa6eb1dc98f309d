// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.BrandTool.Preview;

/// <summary>The screens of the gallery: what people see of a brand first and most.</summary>
internal static class Screens
{
    public static IReadOnlyList<(string Name, Action<Html, Words> Draw)> All { get; } =
    [
        ("Welcome", Welcome),
        ("Conversations", Conversations),
        ("No conversations yet", NoConversations),
        ("Conversation", Conversation),
        ("Cannot be sent", Blocked),
        ("Keys", Keys),
        ("States and errors", States),
    ];

    private static void Welcome(Html html, Words words) =>
        html.In(
                "header",
                "class=\"mark\"",
                mark => mark.Empty("img", $"src=\"logo{Gallery.LogoExtension(words.Brand)}\" alt=\"\" width=\"96\" height=\"96\"")
            )
            .Text("h3", "", words["onboarding.welcome"])
            .Text("p", "muted", words["onboarding.chooseServer"])
            .In("ul", "class=\"choices\"", list => Servers(list, words))
            .Text("p", "field", words["onboarding.password"])
            .Text("p", "field", words["onboarding.passphrase"])
            .Text("p", "button", words["onboarding.connecting"]);

    private static void Servers(Html list, Words words)
    {
        foreach (var server in words.Brand.Defaults.Servers)
        {
            list.Text("li", "", server.Name);
        }
    }

    private static void Conversations(Html html, Words words)
    {
        html.Text("h3", "bar", words["conversations.title", ("unread", 2)]);
        Row("Amina", words["conversations.preview.incoming"], words["conversations.unread", ("count", 2)]);
        Row("Tenzin", words["conversations.preview.own"], words["message.state.displayed"]);
        Row("Лев", words["conversations.preview.undecryptable"], words["time.yesterday"]);
        Row("סבתא", words["typing.composing", ("name", "סבתא")], words["time.today"]);

        void Row(string name, string preview, string side) =>
            html.In(
                "div",
                "class=\"row\"",
                row =>
                    row.In("span", "class=\"name\"", cell => cell.Text("bdi", "", name))
                        .Text("span", "muted", side)
                        .Text("span", "preview", preview)
            );
    }

    private static void NoConversations(Html html, Words words) =>
        html.Text("h3", "bar", words["conversations.title", ("unread", 0)]).Text("p", "empty muted", words["conversations.empty"]);

    private static void Conversation(Html html, Words words) =>
        html.Text("h3", "bar", "Amina")
            .Text("p", "muted note", words["timeline.start"])
            .Text("p", "bubble incoming", "See you at five?")
            .Text("p", "lock", words["lock.verified"])
            .Text("p", "marker", words["timeline.unread", ("count", 1)])
            .Text("p", "bubble incoming", words["message.undecryptable", ("reason", words["undecryptable.noSession"])])
            .Text("p", "bubble outgoing", "Five it is. أراك قريبًا")
            .Text("p", "lock end", $"{words["message.state.received"]} · {words["lock.encrypted"]}")
            .Text("p", "bubble outgoing", "…")
            .Text("p", "lock end danger", words["message.state.failed"])
            .Text("p", "field", words["composer.placeholder"])
            .Text("p", "button", words["composer.send"]);

    private static void Blocked(Html html, Words words) =>
        html.Text("h3", "bar", "Tenzin")
            .Text("p", "note danger", words["error.cannotEncrypt"])
            .Text("p", "note muted", words["composer.blocked.tooLong", ("count", 21)])
            .Text("p", "field", words["composer.placeholder", ("name", "Tenzin")]);

    private static void Keys(Html html, Words words) =>
        html.Text("h3", "bar", words["devices.title"])
            .Text("code", "", "3b1f368f 95ae9f31 9848ec3c c00bec5b")
            .Text("p", "secure", words["trust.verified"])
            .Text("code", "", "a1b2c3d4 00112233 44556677 8899aabb")
            .Text("p", "warning", words["trust.undecided"])
            .Text("p", "danger", words["trust.distrusted"])
            .Text("p", "note", words["trust.compare", ("verified", words["trust.verified"])]);

    private static void States(Html html, Words words)
    {
        foreach (var id in (string[])["connection.offline", "connection.connecting", "connection.online", "connection.failed"])
        {
            html.Text("p", "muted", words[id]);
        }

        foreach (var id in (string[])["error.authenticationFailed", "error.insecureConnection", "error.storageKey", "error.unreachable"])
        {
            html.Text("p", "note danger", words[id]);
        }

        html.Text("p", "note warning", words["trust.newDevice", ("trust", words["trust.undecided"])]);
    }
}
