// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Core.Accounts;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Privacy;
using ChatSecure.Crypto.Trust;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.Avatars;
using ChatSecure.Network.Xeps.ContentEncryption;
using ChatSecure.Privacy;

namespace ChatSecure.Fuzz;

/// <summary>What the engine stored, which a damaged file may have changed, and what of others it looks at before it stores it.</summary>
internal static class RecordTargets
{
    /// <summary>Small records. The first byte says which kind.</summary>
    public static void Record(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return;
        }

        var record = input[1..].ToArray();
        try
        {
            switch (input[0] & 3)
            {
                case 0:
                    Notice(record);
                    break;
                case 1:
                    Finding.Unless(Enum.IsDefined(TrustBook.Read(record)), "A trust that is none.");
                    break;
                case 2:
                    Privacy(record);
                    break;
                default:
                    Suspended(record);
                    break;
            }
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.StorageDamaged)
        {
            // That is what a damaged record is.
        }
    }

    /// <summary>Envelopes of trust messages.</summary>
    public static void TrustWord(ReadOnlySpan<byte> input)
    {
        var context = new EnvelopeContext(
            Addressing.Jid.Parse("bob@example.net"),
            Addressing.Jid.Parse("alice@example.org"),
            DateTimeOffset.UnixEpoch
        )
        {
            Tolerance = TimeSpan.MaxValue,
        };
        try
        {
            if (TrustNotices.Read(ContentEnvelope.Read(input, EnvelopeAffixes.Padding, context)) is { } word)
            {
                Finding.Unless(word.Decisions.All(decision => decision.Owner.IsBare), "A key of no account.");
            }
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.Protocol)
        {
            // That is what a malformed envelope is.
        }
    }

    /// <summary>The heads of pictures.</summary>
    public static void Image(ReadOnlySpan<byte> input)
    {
        if (ImageHeader.Read(input) is { } header)
        {
            Finding.Unless(header.MediaType.StartsWith("image/", StringComparison.Ordinal), "A picture that is none.");
        }
    }

    private static void Notice(byte[] record)
    {
        var written = PendingNotices.Write(PendingNotices.Read(record));
        Finding.Unless(
            PendingNotices.Write(PendingNotices.Read(written)).AsSpan().SequenceEqual(written),
            "A notice is not what it is written as."
        );
    }

    private static void Privacy(byte[] record)
    {
        if (PrivacyBook.Read(record, new PrivacySettings()) is { } settings)
        {
            Finding.Unless(
                PrivacyBook.Read(PrivacyBook.Write(settings), new PrivacySettings()) == settings,
                "Settings are not what they are written as."
            );
            Finding.Unless(Enum.IsDefined(settings.AutoDownload) && Enum.IsDefined(settings.Notifications), "A setting that is none.");
        }
    }

    private static void Suspended(byte[] record)
    {
        var presence = SuspendedAccounts.Read(record);
        Finding.Unless(
            SuspendedAccounts.Read(SuspendedAccounts.Write(presence)).SequenceEqual(presence),
            "Presence is not what it is written as."
        );
    }
}
