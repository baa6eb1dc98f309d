// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.UIKit.Search;

namespace ChatSecure.Terminal.Screens.Conversations;

/// <summary>The search in all conversations of an account, or in one.</summary>
internal sealed class SearchPage : Page
{
    private readonly SearchViewModel _search;

    public SearchPage(Screen screen, Jid account, Jid? peer = null)
        : base(screen)
    {
        _search = new(Context, account, peer);
        Use(_search, _search.Rows);
        Title = Brand.Text(peer is null ? "search.empty" : "search.scope.this");
    }

    public override string Title { get; }

    public override IEnumerable<Line> Lines() =>
        [new(_search.Title, Tone.Muted), .. _search.Rows.Select(row => new Line(row.AccessibleText, Tone.Peer, row))];

    public override void Typed(string text) => _search.Query = text;

    public override Task SubmitAsync(string text) => OnUiAsync(() => _search.Query = text);

    public override Task ChooseAsync(object item) =>
        OnUiAsync(() =>
        {
            if (item is SearchRow row)
            {
                Screen.Open(row.Message.Conversation, row.Message);
            }
        });
}
