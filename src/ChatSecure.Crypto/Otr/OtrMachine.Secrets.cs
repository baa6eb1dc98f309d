// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Otr.Smp;
using ChatSecure.Crypto.Otr.State;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Otr;

/// <content>Secrets of two people, and the key for uses beyond messages.</content>
public sealed partial class OtrMachine
{
    private const int MaxQuestion = 1000;
    private const int MaxSecret = 4096;
    private const int MaxExtraData = 32_768;

    /// <summary>Begins to compare secrets with the peer (SMP), in place of a comparison that may be under way. Equal secrets verify the peer's key.</summary>
    /// <param name="peer">The peer; its bare address counts.</param>
    /// <param name="secret">What both people know, 1 to 4096 bytes of UTF-8 text: capitals, spaces and punctuation count.</param>
    /// <param name="question">A question whose answer is the secret, 1000 characters at most; null for none. The peer sees it whoever it is.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What to send.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is no encrypted conversation, or a text is too long or empty.</exception>
    public async ValueTask<OtrStep> StartSmpAsync(
        Jid peer,
        ReadOnlyMemory<byte> secret,
        string? question = null,
        CancellationToken cancellationToken = default
    )
    {
        CheckSecret(secret);
        if (question?.Length > MaxQuestion || question?.Contains('\0', StringComparison.Ordinal) == true)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A question has 1000 characters at most.");
        }

        using var turn = _gate.Enter();
        var step = await BeginAsync(peer, cancellationToken).ConfigureAwait(false);
        await new SmpHandler(step).BeginAsync(GetActive(step), secret, question, cancellationToken).ConfigureAwait(false);
        return new(Finish(step));
    }

    /// <summary>Answers a peer that began to compare secrets.</summary>
    /// <param name="peer">The peer; its bare address counts.</param>
    /// <param name="secret">The secret, or the answer to the peer's question, 1 to 4096 bytes of UTF-8 text.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What to send.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: the peer has not asked, or the secret is too long or empty.</exception>
    public async ValueTask<OtrStep> AnswerSmpAsync(Jid peer, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default)
    {
        CheckSecret(secret);
        using var turn = _gate.Enter();
        var step = await BeginAsync(peer, cancellationToken).ConfigureAwait(false);
        var instance =
            FindAsking(step.Conversation) ?? throw new ChatSecureException(ErrorKind.InvalidInput, "The peer has not asked for a secret.");
        await new SmpHandler(step).AnswerAsync(instance, (SmpState.Asked)instance.Smp!, secret, cancellationToken).ConfigureAwait(false);
        return new(Finish(step));
    }

    /// <summary>Gives up a comparison of secrets.</summary>
    /// <param name="peer">The peer; its bare address counts.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What to send.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is no encrypted conversation.</exception>
    public async ValueTask<OtrStep> AbortSmpAsync(Jid peer, CancellationToken cancellationToken = default)
    {
        using var turn = _gate.Enter();
        var step = await BeginAsync(peer, cancellationToken).ConfigureAwait(false);
        var instance = step.Conversation.Instances.Values.FirstOrDefault(instance => instance.Smp is not null) ?? GetActive(step);
        await new SmpHandler(step).AbortAsync(instance, cancellationToken).ConfigureAwait(false);
        return new(Finish(step));
    }

    /// <summary>Tells the peer that the extra symmetric key is about to be used, and gives it.</summary>
    /// <param name="peer">The peer; its bare address counts.</param>
    /// <param name="use">What for: a number that both apps know.</param>
    /// <param name="data">More about the use, 32,768 bytes at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What to send, and the key, 32 bytes. Zero it when it has served.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is no encrypted conversation in version 3, or too much data;
    /// <see cref="ErrorKind.CannotEncrypt"/>: the peer's key is not trusted.</exception>
    public async ValueTask<(OtrStep Step, byte[] Key)> UseExtraKeyAsync(
        Jid peer,
        uint use,
        ReadOnlyMemory<byte> data = default,
        CancellationToken cancellationToken = default
    )
    {
        if (data.Length > MaxExtraData)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The data has 32,768 bytes at most.");
        }

        using var turn = _gate.Enter();
        var step = await BeginAsync(peer, cancellationToken).ConfigureAwait(false);
        var instance = GetActive(step);
        var trust = await step.Trust.FindAsync(peer.Bare, instance.Session!.Fingerprint, cancellationToken).ConfigureAwait(false);
        if (instance.Version != OtrVersion.Three)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "Version 2 has no extra key.");
        }

        if (trust?.AllowsSending() != true)
        {
            throw new ChatSecureException(ErrorKind.CannotEncrypt, "The peer's key is not trusted.");
        }

        byte[] value = [(byte)(use >> 24), (byte)(use >> 16), (byte)(use >> 8), (byte)use, .. data.Span];
        var (next, keys) = step.SendKeyed(instance, string.Empty, mayIgnore: true, records: new Tlv(Tlv.ExtraKey, value));
        step.Put(next);
        return (new(Finish(step)), keys.ExtraKey.ToArray());
    }

    private static Instance? FindAsking(Conversation conversation) =>
        conversation.Instances.Values.Where(instance => instance.Smp is SmpState.Asked).MaxBy(instance => instance.LastHeard);

    private static void CheckSecret(ReadOnlyMemory<byte> secret)
    {
        if (secret.Length is 0 or > MaxSecret)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A secret has 1 to 4096 bytes.");
        }
    }
}
