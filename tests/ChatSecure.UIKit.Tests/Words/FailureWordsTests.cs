// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Tests.Words;

public sealed class FailureWordsTests
{
    /// <summary>What the engine gives as its reason, and what servers do (RFC 6120, section 8.3.3).</summary>
    public static TheoryData<string> Known =>
        [
            "cannot-encrypt",
            "no-devices",
            "distrusted",
            "undecided",
            "keys-unavailable",
            "members-without-keys",
            "members-unknown",
            "insecure-connection",
            "otr-unanswered",
            "otr-finished",
            "otr-open",
            "opted-out",
            "not-a-text",
            "no-room-id",
            "not-private",
            "policy",
            "weaker-protection",
            "hook-failed",
            "hook-refused",
            "hook-weakens",
            "file-too-large",
            "too-large",
            "upload-failed",
            "no-upload-service",
            "file-gone",
            "file-changed",
            "file-unreadable",
            "not-joined",
            "bad-request",
            "feature-not-implemented",
            "forbidden",
            "gone",
            "internal-server-error",
            "item-not-found",
            "jid-malformed",
            "not-acceptable",
            "not-allowed",
            "not-authorized",
            "policy-violation",
            "recipient-unavailable",
            "registration-required",
            "remote-server-not-found",
            "remote-server-timeout",
            "resource-constraint",
            "service-unavailable",
            "subscription-required",
            "undefined-condition",
            "unexpected-request",
        ];

    [Theory]
    [MemberData(nameof(Known))]
    public void Each_reason_has_words_of_its_own(string reason)
    {
        var words = FailureWords.Of(reason, Say.ChatSecure);
        Assert.NotEqual(FailureWords.Of(null, Say.ChatSecure), words);
        Assert.DoesNotContain(reason.Contains('-', StringComparison.Ordinal) ? reason : "(", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("otr-unanswered")]
    [InlineData("otr-open")]
    [InlineData("policy")]
    [InlineData("hook-refused")]
    public void No_server_is_blamed_for_what_none_did(string reason) =>
        Assert.DoesNotContain("server", FailureWords.Of(reason, Say.ChatSecure), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x-made-up")]
    [InlineData("<script>")]
    public void A_word_that_nobody_knows_is_not_shown(string? reason) =>
        Assert.Equal("something went wrong. Try again.", FailureWords.Of(reason, Say.ChatSecure));
}
