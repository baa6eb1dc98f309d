// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Otr.Messages;
using ChatSecure.Crypto.Otr.State;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr;

/// <summary>Tells what a received text is, and takes it where it belongs.</summary>
internal sealed class Receiver(Step step, Func<Step, StepOutcome> finish)
{
    private const string ErrorPrefix = "?OTR Error:";
    private const int MaxError = 500;

    private readonly OtrOptions _options = step.Context.Options;

    public async ValueTask<OtrReceived> RunAsync(Jid from, string text, CancellationToken cancellationToken)
    {
        if (!text.StartsWith(Query.Prefix, StringComparison.Ordinal))
        {
            return Plain(from, text);
        }

        if (
            text.StartsWith(Fragment.PrefixThree, StringComparison.Ordinal) || text.StartsWith(Fragment.PrefixTwo, StringComparison.Ordinal)
        )
        {
            return Assemble(from, text) is { } whole
                ? await EncodedAsync(from, whole, cancellationToken).ConfigureAwait(false)
                : Internal();
        }

        step.Reassembly = step.Reassembly.Forget(from, 0);
        if (text.StartsWith(Armor.Prefix, StringComparison.Ordinal))
        {
            return await EncodedAsync(from, text, cancellationToken).ConfigureAwait(false);
        }

        if (text.StartsWith(ErrorPrefix, StringComparison.Ordinal))
        {
            return PeerError(from, text);
        }

        if (!Query.TryRead(text, out var offered))
        {
            return Plain(from, text);
        }

        if (offered.Best(_options.AllowVersion2) is { } version)
        {
            new ExchangeHandler(step).Offer(from, version);
        }

        return Internal();
    }

    private string? Assemble(Jid from, string text)
    {
        var fragment = Fragment.Read(text);
        var header = fragment is null ? default : new Header(fragment.Version, MessageType.DhCommit, fragment.Sender, fragment.Receiver);
        if (fragment is null || !header.IsFor(step.OwnTag) || (fragment.Version == OtrVersion.Two && !_options.AllowVersion2))
        {
            return null;
        }

        (step.Reassembly, var whole) = step.Reassembly.Add(from, fragment, step.Now);
        return whole?.StartsWith(Armor.Prefix, StringComparison.Ordinal) == true ? whole : null;
    }

    private async ValueTask<OtrReceived> EncodedAsync(Jid from, string text, CancellationToken cancellationToken)
    {
        if (text.Length > Reassembly.MaxMessage || Armor.Decode(text) is not { } message || ReadHeader(message) is not { } header)
        {
            return new OtrUnreadable(finish(step), DecryptFailure.Invalid);
        }

        var isSpoken = header.Version == OtrVersion.Three || (header.Version == OtrVersion.Two && _options.AllowVersion2);
        if (!isSpoken)
        {
            return header.Type == MessageType.Data ? new OtrUnreadable(finish(step), DecryptFailure.Unsupported) : Internal();
        }

        if (!header.IsFor(step.OwnTag))
        {
            return Internal();
        }

        step.Reassembly = step.Reassembly.Forget(from, header.Sender);
        if (header.Type != MessageType.Data)
        {
            await new ExchangeHandler(step).ReceiveAsync(header, message, from, cancellationToken).ConfigureAwait(false);
            return Internal();
        }

        var (content, sender, trust, failure) = await new DataHandler(step)
            .ReceiveAsync(header, message, from, cancellationToken)
            .ConfigureAwait(false);
        return failure is { } reason ? new OtrUnreadable(finish(step), reason)
            : content is null ? Internal()
            : new OtrDecrypted(finish(step), content, from, sender, trust);
    }

    private OtrPlaintext Plain(Jid from, string text)
    {
        step.Reassembly = step.Reassembly.Forget(from, 0);
        var offered = WhitespaceTag.Remove(ref text);
        if (offered is null)
        {
            step.Set(conversation => conversation with { PeerSpokePlainly = true });
        }
        else if (_options.WhitespaceStartsExchange && offered.Value.Best(_options.AllowVersion2) is { } version)
        {
            new ExchangeHandler(step).Offer(from, version);
        }

        var isUnexpected = _options.RequireEncryption || step.Conversation.State != OtrState.Plaintext;
        return new(finish(step), text, isUnexpected);
    }

    private OtrPeerError PeerError(Jid from, string text)
    {
        if (_options.ErrorStartsExchange && step.Conversation.Complaints.TryTake(step.Now))
        {
            step.SendText(from, Query.Write(_options.AllowVersion2));
        }

        var said = text[ErrorPrefix.Length..].Trim();
        return new(finish(step), said.Length > MaxError ? said[..MaxError] : said);
    }

    private OtrInternal Internal() => new(finish(step));

    private static Header? ReadHeader(byte[] message)
    {
        var reader = new OtrReader(message);
        var header = Header.Read(ref reader);
        return reader.Failed ? null : header;
    }
}
