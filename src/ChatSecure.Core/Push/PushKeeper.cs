// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Core.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.Push;

namespace ChatSecure.Core.Push;

/// <summary>Has the account's server wake this device by way of the brand's push service, and by way of none that the brand had before.</summary>
internal sealed class PushKeeper(Jid account, AccountRecords records, PushModule push, EngineServices services)
{
    private const string Record = "push";

    // A brand has one service at a time. Those whose server refuses to forget them are not remembered for ever.
    private const int MaxHeld = 16;

    /// <summary>Whether the brand has a service that could wake this device.</summary>
    public bool IsOffered => services.Brand.Push is not null;

    /// <summary>The service by way of which the server wakes this device; null for none, or not yet.</summary>
    public Jid? Service { get; private set; }

    /// <summary>Why registering failed last; null if it did not.</summary>
    public ErrorKind? Failure { get; private set; }

    /// <summary>Registers at the service that holds now, and ends what was registered elsewhere.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            (Service, Failure) = (null, null);
            await RegisterAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException error)
        {
            Failure = error.Kind;
            throw;
        }
    }

    /// <summary>Ends all that was registered.</summary>
    public async Task EndAsync(CancellationToken cancellationToken) =>
        await EndAsync(await ReadAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var wanted = await FindAsync(cancellationToken).ConfigureAwait(false);
        var held = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (wanted is var (place, target))
        {
            // Written down before it is asked for: what may be registered is ended some day. The new one comes first, so that no message wakes nobody.
            held = [place, .. held.Where(other => other != place).Take(MaxHeld - 1)];
            await WriteAsync(held, cancellationToken).ConfigureAwait(false);
            (string, string)[] options = target.Secret is { } secret ? [("secret", secret)] : [];
            await push.EnableAsync(place.Service, place.Node, options, cancellationToken).ConfigureAwait(false);
            Service = place.Service;
        }

        await EndAsync(held.Where(other => other != wanted?.Place), cancellationToken).ConfigureAwait(false);
    }

    private async Task<(Place Place, PushTarget Target)?> FindAsync(CancellationToken cancellationToken)
    {
        if (services is not { Brand.Push: { } service, Options.RegisterForPush: { } register })
        {
            return null;
        }

        try
        {
            return await register(new(account, service), cancellationToken).ConfigureAwait(false) is { } target
                ? (new(service.Service, target.Node), target)
                : null;
        }
        catch (Exception error) when (error is not (OperationCanceledException or ChatSecureException))
        {
            // Whatever the app's own client of the service throws costs this step, not the account.
            throw new ChatSecureException(ErrorKind.Failed, "The device could not be registered for push.", error);
        }
    }

    private async Task EndAsync(IEnumerable<Place> places, CancellationToken cancellationToken)
    {
        foreach (var place in places)
        {
            await push.DisableAsync(place.Service, place.Node, cancellationToken).ConfigureAwait(false);
            var left = await ReadAsync(cancellationToken).ConfigureAwait(false);
            await WriteAsync([.. left.Where(other => other != place)], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<Place>> ReadAsync(CancellationToken cancellationToken)
    {
        if (await records.GetAsync(Record, cancellationToken).ConfigureAwait(false) is not { } content)
        {
            return [];
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(content), Encoding.UTF8);
            var places = new Place[Math.Min(reader.ReadByte(), (byte)MaxHeld)];
            for (var i = 0; i < places.Length; i++)
            {
                places[i] = new(Jid.Parse(reader.ReadString()), reader.ReadBoolean() ? reader.ReadString() : null);
            }

            return places;
        }
        catch (Exception error) when (error is IOException or FormatException)
        {
            // What can't be read can't be ended, and must not keep an account from its messages.
            return [];
        }
    }

    private async Task WriteAsync(IReadOnlyList<Place> places, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write((byte)places.Count);
            foreach (var place in places)
            {
                writer.Write(place.Service.ToString());
                writer.Write(place.Node is not null);
                if (place.Node is { } node)
                {
                    writer.Write(node);
                }
            }
        }

        await records.SetAsync(Record, places.Count > 0 ? content.ToArray() : null, cancellationToken).ConfigureAwait(false);
    }

    private sealed record Place(Jid Service, string? Node);
}
