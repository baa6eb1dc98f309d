// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Media;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Secrets;

namespace ChatSecure.Crypto.Tests;

/// <summary>What audits and critics found in OMEMO and its implementations, and the test here that fails when we do it too. What belongs to other rooms has
/// its tests there: plain text instead of encryption (6) and envelopes (15) in Core, logs (21) and foreign clients (23) in Integration, OTR (20).</summary>
public sealed class CritiqueTests
{
    [Theory]
    [InlineData(
        1,
        "a payload without its tag through the session",
        "DecryptTests",
        "A_payload_whose_tag_did_not_come_through_the_session_is_refused"
    )]
    [InlineData(2, "no key or vector twice", "EncryptTests", "Two_sendings_of_one_text_share_no_key_IV_or_ciphertext")]
    [InlineData(3, "the sender is the session", "DecryptTests", "A_message_under_another_senders_address_or_device_does_not_open")]
    [InlineData(
        4,
        "another identity waits for a person",
        "BundleTests",
        "Another_identity_key_of_a_known_device_waits_for_a_person_and_the_session_stays"
    )]
    [InlineData(4, "in a message too", "DecryptTests", "A_key_exchange_under_another_identity_than_the_devices_waits_for_a_person")]
    [InlineData(5, "nothing to undecided keys", "TrustTests", "Under_the_manual_policy_every_key_waits_and_nothing_is_encrypted_to_it")]
    [InlineData(5, "blind trust ends", "TrustTests", "Blind_trust_ends_for_new_keys_once_one_key_is_verified")]
    [InlineData(5, "nobody left is an error", "EncryptTests", "A_recipient_without_devices_stops_the_message")]
    [InlineData(7, "the bundle is verified before any agreement", "BundleTests", "A_malformed_bundle_costs_its_device_only")]
    [InlineData(7, "unknown prekeys", "DecryptTests", "A_key_exchange_with_an_unknown_prekey_or_none_is_refused")]
    [InlineData(
        7,
        "replayed exchanges",
        "SessionTests",
        "A_key_exchange_whose_session_was_given_up_is_a_duplicate_and_after_the_release_harmless"
    )]
    [InlineData(8, "low order in bundles", "BundleTests", "A_bundle_with_a_low_order_key_anywhere_is_refused")]
    [InlineData(8, "low order in messages", "DecryptTests", "A_low_order_key_in_a_message_is_refused")]
    [InlineData(8, "the Edwards form", "Curve25519Tests", "An_Edwards_key_of_low_order_not_canonical_or_off_the_curve_is_refused")]
    [InlineData(9, "flipped bits", "DecryptTests", "Every_flipped_bit_of_a_message_is_caught")]
    [InlineData(9, "cut and longer", "DecryptTests", "Every_truncation_and_every_trailing_byte_is_caught")]
    [InlineData(9, "order of the associated data", "KnownAnswerTests", "The_other_order_of_the_associated_data_does_not_open_a_message")]
    [InlineData(10, "impossible counters", "SkippedKeyTests", "Impossible_counters_are_refused_before_anything_is_computed")]
    [InlineData(10, "the oldest key goes", "SkippedKeyTests", "The_1001st_skipped_key_evicts_the_oldest")]
    [InlineData(10, "bounds over devices", "SkippedKeyTests", "All_devices_of_an_owner_together_have_2000_skipped_keys")]
    [InlineData(11, "failures change nothing", "DecryptTests", "A_changed_payload_tag_or_IV_fails_and_does_not_move_the_ratchet")]
    [InlineData(11, "crash before the commit", "SessionTests", "A_crash_between_decryption_and_commit_decrypts_once_more_and_only_once")]
    [InlineData(11, "one step at a time", "EncryptTests", "A_step_that_overlaps_another_is_refused")]
    [InlineData(
        12,
        "no repair of errors",
        "BothNamespacesTests",
        "An_error_of_decryption_is_repaired_in_the_legacy_namespace_and_never_in_omemo_2"
    )]
    [InlineData(12, "repairs converge", "SessionTests", "Two_sides_that_repair_at_once_converge")]
    [InlineData(12, "repairs are rare", "SessionTests", "A_message_without_a_session_asks_for_a_repair_once_an_hour")]
    [InlineData(13, "heartbeats", "SessionTests", "A_heartbeat_is_asked_for_from_the_53rd_counter_on_exactly_once_per_ratchet_key")]
    [InlineData(13, "empty messages may go to undecided keys", "TrustTests", "An_empty_message_may_go_to_an_undecided_device")]
    [InlineData(
        14,
        "the code before the padding",
        "BothNamespacesTests",
        "Every_flipped_bit_of_a_payload_is_caught_before_its_padding_is_looked_at"
    )]
    [InlineData(16, "labels", "BothNamespacesTests", "A_label_is_shown_if_the_device_signed_it_and_ignored_otherwise")]
    [InlineData(16, "long lists", "DeviceListTests", "Of_ten_thousand_devices_the_first_200_count_and_our_own_is_among_them")]
    [InlineData(16, "impossible numbers", "DeviceListTests", "Impossible_numbers_and_repetitions_are_dropped")]
    [InlineData(
        17,
        "lists rolled back",
        "DeviceListTests",
        "A_device_that_a_rolled_back_list_lacks_gets_nothing_more_but_keeps_its_session"
    )]
    [InlineData(18, "aesgcm URLs", "AesGcmUrlTests", "Anything_else_is_no_file")]
    [InlineData(18, "files cut off", "MediaCipherTests", "Every_cut_and_every_flipped_bit_is_refused_and_nothing_stays_behind")]
    [InlineData(18, "memory", "MediaCipherTests", "Memory_does_not_grow_with_the_file")]
    [InlineData(19, "trust messages wait", "AutomaticTrustTests", "A_word_of_a_device_that_is_not_verified_waits_until_it_is")]
    [InlineData(19, "trust messages are not replayed", "AutomaticTrustTests", "A_replayed_word_does_not_undo_what_was_decided_since")]
    [InlineData(19, "contacts speak for themselves", "AutomaticTrustTests", "A_contact_may_speak_of_their_own_keys_only")]
    [InlineData(21, "no text form of keys", "CritiqueTests", "Nothing_that_holds_a_key_has_a_text_form_with_it")]
    [InlineData(23, "vectors of others", "KnownAnswerTests", "The_responder_reads_the_known_messages_and_writes_the_known_reply")]
    public void Every_weakness_has_a_test(int number, string weakness, string suite, string test)
    {
        var type = Assert.Single(typeof(CritiqueTests).Assembly.GetTypes(), type => type.Name == suite);
        var method = type.GetMethod(test);
        Assert.True(
            method?.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0,
            $"{number}: {weakness} has no test any more."
        );
    }

    [Fact]
    public void Nothing_that_holds_a_key_has_a_text_form_with_it()
    {
        var key = Enumerable.Repeat((byte)0xa5, 32).ToArray();
        using var secret = new SecretBytes(32);
        key.CopyTo(secret.Span);
        using var media = MediaKey.FromBytes(key, new byte[12]);
        using var own = new OwnKey(1, new byte[32]);
        key.CopyTo(own.Private);
        object[] holders = [secret, media, own, new ChatSecure.Crypto.Ratchet.SkippedKeys(new byte[32], 0, key)];
        Assert.All(
            holders,
            holder =>
            {
                Assert.DoesNotContain("a5a5", holder.ToString(), StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("165", holder.ToString(), StringComparison.Ordinal);
            }
        );
    }
}
