// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Branding;
using ChatSecure.Conversation.Cast;
using ChatSecure.Conversation.Proofs;

namespace ChatSecure.Conversation;

/// <summary>The play: two people with two differently branded apps, and what a third one could see.</summary>
internal sealed class Play(Setting setting, Transcript transcript)
{
    private const string SearchedWord = "marmalade";

    /// <summary>Words that stand in messages and nowhere else: also a part of a message, as an index holds it, must not be found.</summary>
    private static readonly string[] TellTales = [SearchedWord, "flowerpot", "cellar"];

    private readonly List<string> _bodies = [];

    /// <summary>Plays and proves.</summary>
    /// <returns>Whether all of it held.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var alice = new Person("Alice", setting.AliceBrand, setting);
        await using var bob = new Person("Bob", setting.BobBrand, setting);
        var serverProof = new ServerProof(setting, transcript);
        await MeetAsync(alice, bob, serverProof.ControlName, cancellationToken);
        await TalkAsync(alice, bob, cancellationToken);
        await MissAndCatchUpAsync(alice, bob, cancellationToken);
        var scan = new PlaintextScan([.. _bodies, .. TellTales]);
        var databaseProof = new DatabaseProof(scan, transcript);
        databaseProof.LookWhileOpen(alice);
        databaseProof.LookWhileOpen(bob);
        await RememberAsync(alice, bob, cancellationToken);

        transcript.Title(Brand.Neutral, "proof.title");
        await Task.WhenAll(alice.CloseAsync(cancellationToken), bob.CloseAsync(cancellationToken));

        var held = serverProof.Holds(scan, alice.Brand);
        held &= databaseProof.Holds(alice);
        held &= databaseProof.Holds(bob);
        var strippingProof = new StrippingProof(setting, transcript);
        held &= await strippingProof.HoldsAsync("Eve", setting.AliceBrand, cancellationToken);
        held &= await strippingProof.HoldsAsync("Mallory", setting.BobBrand, cancellationToken);
        if (setting.Keep)
        {
            transcript.Plain(string.Empty);
            transcript.Plain($"./build/cli {await bob.KeepAsync(cancellationToken)} listen");
            transcript.Plain($"./build/cli {await alice.KeepAsync(cancellationToken)} send --to {bob.Address} 'TEXT'");
        }

        return held;
    }

    private async Task MeetAsync(Person alice, Person bob, string nameOfBob, CancellationToken cancellationToken)
    {
        foreach (var person in (Person[])[alice, bob])
        {
            transcript.Title(person.Brand, "transcript.title");
            person.Open();
            await person.RegisterAsync(cancellationToken);
            transcript.Line(person, "transcript.ready", ("address", person.Address));
        }

        transcript.Plain(string.Empty);
        await alice.AddAsync(bob, nameOfBob, cancellationToken);
        transcript.Line(alice, "transcript.adds", ("peer", bob.Name));
        await bob.AcceptAsync(alice, cancellationToken);
        transcript.Line(bob, "transcript.accepts", ("peer", alice.Name));
        await Task.WhenAll(alice.MutualAsync(bob, cancellationToken), bob.MutualAsync(alice, cancellationToken));
    }

    private async Task TalkAsync(Person alice, Person bob, CancellationToken cancellationToken)
    {
        await SayAsync(alice, bob, "Hello Bob! The key to the cellar is under the blue flowerpot.", cancellationToken);
        await SayAsync(bob, alice, "Thanks, I look under the flowerpot. Can anybody else read this?", cancellationToken);
        await CompareAsync(alice, bob, cancellationToken);
        await CompareAsync(bob, alice, cancellationToken);
        await SayAsync(
            alice,
            bob,
            "No. It leaves my device encrypted, and only yours can open it: größer als jeder Briefumschlag 💌",
            cancellationToken
        );
    }

    private async Task CompareAsync(Person reader, Person owner, CancellationToken cancellationToken)
    {
        var fingerprint = await owner.FingerprintAsync(cancellationToken);
        transcript.Line(
            owner,
            "transcript.device",
            ("fingerprint", string.Join(' ', fingerprint.Chunk(8).Select(group => new string(group))))
        );
        await reader.VerifyAsync(owner, fingerprint, cancellationToken);
        transcript.Line(reader, "transcript.trusts", ("peer", owner.Name), ("trust", reader.Brand.Text("trust.verified")));
    }

    private async Task MissAndCatchUpAsync(Person alice, Person bob, CancellationToken cancellationToken)
    {
        transcript.Plain(string.Empty);
        await bob.CloseAsync(cancellationToken);
        transcript.Line(bob, "transcript.goesOffline");
        List<JsonElement> missed = [];
        foreach (
            var body in (string[])
                ["Are you asleep already? Please bring the marmalade tomorrow.", "And not a word to anyone about the marmalade!"]
        )
        {
            var message = await SendAsync(alice, bob, body, cancellationToken);
            transcript.Message(alice, alice, message);
            missed.Add(message);
        }

        bob.Open();
        await bob.ConnectAsync(cancellationToken);
        transcript.Line(bob, "transcript.comesBack");
        foreach (var message in missed)
        {
            var received = await bob.ReceiveAsync(Id(message), cancellationToken);
            if (received.GetProperty("source").GetString() != "archive")
            {
                throw new PlayException("A message that was missed did not come from the archive.");
            }

            transcript.Message(bob, alice, received);
        }

        // What is told after this has come after everything that was missed: only now it shows that nothing came twice.
        await SayAsync(alice, bob, "Good morning!", cancellationToken);
        if (missed.Any(message => bob.TimesTold(Id(message)) != 1))
        {
            throw new PlayException("A message that was missed was told more than once.");
        }

        transcript.Line(bob, "transcript.caughtUp", ("count", missed.Count));
        await SayAsync(bob, alice, "Good morning! The marmalade is packed.", cancellationToken);
    }

    private async Task RememberAsync(Person alice, Person bob, CancellationToken cancellationToken)
    {
        transcript.Plain(string.Empty);
        foreach (var (person, other) in new[] { (alice, bob), (bob, alice) })
        {
            await person.CloseAsync(cancellationToken);
            person.Open();
            transcript.Line(person, "transcript.restarts");
            var history = await person.HistoryAsync(other, cancellationToken);
            var bodies = Bodies(history);
            if (!bodies.SequenceEqual(_bodies))
            {
                throw new PlayException(
                    $"{person.Name}'s history is not the conversation: {bodies.Count} messages instead of {_bodies.Count}, or another order."
                );
            }

            transcript.Line(person, "transcript.history", ("count", bodies.Count));
            var found = Bodies(await person.SearchAsync(SearchedWord, cancellationToken));
            if (!found.SequenceEqual(_bodies.Where(body => body.Contains(SearchedWord, StringComparison.Ordinal))))
            {
                throw new PlayException($"{person.Name}'s search found {found.Count} messages, not the right ones.");
            }

            transcript.Line(person, "transcript.found", ("words", SearchedWord), ("count", found.Count));
        }

        transcript.Line(alice, "transcript.done");
        transcript.Line(bob, "transcript.done");
    }

    private static List<string?> Bodies(JsonElement page) =>
        [
            .. page.GetProperty("messages")
                .EnumerateArray()
                .Select(message => message.TryGetProperty("body", out var body) ? body.GetString() : null),
        ];

    private static string Id(JsonElement message) => message.GetProperty("id").GetString()!;

    private async Task SayAsync(Person writer, Person reader, string body, CancellationToken cancellationToken)
    {
        var sent = await SendAsync(writer, reader, body, cancellationToken);
        transcript.Message(writer, writer, sent);
        var received = await reader.ReceiveAsync(Id(sent), cancellationToken);
        if (received.GetProperty("body").GetString() != body || received.GetProperty("encryption").GetString() == "none")
        {
            throw new PlayException($"{reader.Name} did not get what {writer.Name} wrote, or not encrypted.");
        }

        transcript.Message(reader, writer, received);
    }

    private async Task<JsonElement> SendAsync(Person writer, Person reader, string body, CancellationToken cancellationToken)
    {
        var sent = await writer.SendAsync(reader, body, cancellationToken);
        _bodies.Add(body);
        return sent;
    }
}
