// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Omemo;

public sealed class OptOutTests
{
    private const EncryptionKind New = EncryptionKind.Omemo2;

    [Fact]
    public async Task To_a_peer_that_opted_out_nothing_is_encrypted_and_the_session_stays()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: New);
        alice.Commit(await alice.Machine.NoteOptOutAsync(bob.Account, "why"));

        alice.Restart();
        Assert.Equal("why", await alice.Machine.FindOptOutAsync(bob.Account));
        var none = Assert.IsType<OmemoNoRecipients>(await alice.EncryptAsync([bob.Account], [1]));
        Assert.Equal((bob.Account, OmemoExclusion.OptedOut), (none.Owner, none.Reason));

        // Nothing that only keeps the session going is content.
        Assert.IsType<OmemoReady>(await alice.EncryptEmptyAsync(bob.Account, bob.Id));

        alice.Commit(await alice.Machine.NoteOptOutAsync(bob.Account, null));
        Assert.Equal("back", (await bob.ReceiveAsync(alice, await alice.SendAsync("back", bob))).Text());
    }

    [Fact]
    public async Task A_wish_counts_for_its_peer_alone_and_not_in_a_group()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: New);
        var carol = await Peer.OpenAsync("carol@example.com", 9, kinds: New);
        await alice.LearnListAsync(carol.Account, carol.Id);
        await alice.LearnBundleAsync(carol);
        alice.Commit(await alice.Machine.NoteOptOutAsync(bob.Account, string.Empty));

        Assert.IsType<OmemoReady>(await alice.EncryptAsync([carol.Account], [1]));
        Assert.IsType<OmemoReady>(await alice.EncryptAsync([carol.Account, bob.Account], [1]));
        Assert.Empty(await alice.Machine.NoteOptOutAsync(bob.Account, string.Empty));
    }
}
