// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.ComponentModel;
using ChatSecure.Branding;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Conversations;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Threading;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Tests.Documentation;

/// <summary>What the guide to the view models shows, run.</summary>
public sealed class KitGuideTests
{
    [Fact]
    public async Task A_conversation_is_shown_and_written_in()
    {
        await using var chat = await Chat.StartAsync();
        await chat.BobSaysAsync("Are you there?");
        var (client, brand, account) = (chat.Alice, chat.Brand, Chat.AliceJid);
        var loop = new Loop();
        var drawn = new List<string>();
        void Draw(IEnumerable<string> lines) => drawn = [.. lines];

        #region context
        var context = new UiContext(client, brand, new LoopDispatcher(loop));
        #endregion

        #region list
        await using var list = new ConversationListViewModel(context, account);
        list.Rows.CollectionChanged += (_, _) => Draw(list.Rows.Select(row => $"{row.Title}: {row.Preview}"));
        list.Start();
        #endregion

        await loop.UntilAsync(() => drawn is ["Bob: Are you there?"]);
        var conversation = list.Rows[0].Id;

        #region conversation
        await using var timeline = new TimelineViewModel(context, conversation);
        await using var composer = new ComposerViewModel(context, conversation);
        timeline.Rows.CollectionChanged += (_, _) => Draw(timeline.Rows.Select(row => row.AccessibleText));
        composer.PropertyChanged += (_, change) => Enable(change, composer);
        timeline.Start();
        composer.Start();
        #endregion

        await loop.UntilAsync(() => composer.Encryption is not null);

        #region send
        composer.Draft = "I am";
        if (composer.SendCommand.BlockedReason is { } why)
        {
            Draw([why]);
        }
        else
        {
            await composer.SendCommand.ExecuteAsync();
            Draw([composer.Problem ?? composer.EncryptionText]);
        }
        #endregion

        await loop.UntilAsync(() => timeline.Rows.OfType<MessageRow>().Count() == 2);
    }

    [Fact]
    public void An_app_adds_an_action_and_a_place_to_pick_files_from()
    {
        #region slots
        var slots = new KitSlots
        {
            MessageActions = new WithTranslation(),
            AttachmentSources =
            [
                new(
                    "camera",
                    brand => brand.Text("attachment.image"),
                    async (context, token) => [PickedFile.FromBytes(await TakeAsync(token), "image/jpeg")]
                ),
            ],
        };
        #endregion

        var row = new RowAction("reply", "Reply");
        Assert.Equal(
            ["reply", "translate"],
            slots.MessageActions!.Get(new(null!, default, [row], Brand.Neutral)).Select(action => action.Id)
        );
        Assert.Equal("Picture", slots.AttachmentSources[0].Title(Brand.Neutral));
    }

    private static Task<byte[]> TakeAsync(CancellationToken cancellationToken) => Task.FromResult<byte[]>([1]);

    private static void Enable(PropertyChangedEventArgs change, ComposerViewModel composer)
    {
        if (change.PropertyName == nameof(ComposerViewModel.EncryptionText))
        {
            Assert.NotEmpty(composer.EncryptionText);
        }
    }

    #region actions
    private sealed class WithTranslation : IMessageActions
    {
        public IReadOnlyList<RowAction> Get(MessageActionContext context) =>
            [.. context.Kit, new("translate", "Translate", token => TranslateAsync(context.Row, token))];
    }
    #endregion

    #region dispatcher
    private sealed class LoopDispatcher(Loop loop) : IUiDispatcher
    {
        public Task InvokeAsync(Action action)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            loop.Post(() =>
            {
                action();
                done.SetResult();
            });
            return done.Task;
        }
    }
    #endregion

    private static Task TranslateAsync(MessageRow row, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stands for the main loop of a toolkit.</summary>
    private sealed class Loop
    {
        private readonly TestUi _ui = new();

        public void Post(Action action) => _ = _ui.InvokeAsync(action);

        public Task UntilAsync(Func<bool> isSo) => _ui.UntilAsync(isSo);
    }
}
