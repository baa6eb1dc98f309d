// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Transport;

namespace ChatSecure.Fuzz.Network;

/// <summary>What says where to connect to: DNS, host metadata, redirections, proxies.</summary>
internal static class AddressTargets
{
    public static void HostMetadata(ReadOnlySpan<byte> input)
    {
        foreach (var url in HostMeta.ReadXml(input).Concat(HostMeta.ReadJson(input.ToArray())))
        {
            Finding.Unless(
                url.Uri is { Scheme: "wss", UserInfo: "", Fragment: "" } && url.Host.Length > 0,
                "An address that is not secure."
            );
        }
    }

    /// <summary>SRV answers: a line is a record, <c>PRIORITY WEIGHT PORT TARGET</c>; those after an empty line are of the other service. Each line is also read
    /// as a place that a server sends us to.</summary>
    public static void Dns(ReadOnlySpan<byte> input)
    {
        var text = Encoding.UTF8.GetString(input);
        var halves = text.Split("\n\n", 2).Select(half => half.Split('\n').Select(Record).OfType<SrvRecord>().ToList()).ToList();
        var chance = 0;
        var resolver = new ServiceResolver(new Answers(halves[0], halves.Count > 1 ? halves[1] : []), below => chance++ % below);
        try
        {
            var groups = resolver.ResolveAsync("example.org", CancellationToken.None).GetAwaiter().GetResult();
            Finding.Unless(groups.Sum(group => group.Count) is > 0 and <= 16, "No place, or too many of them.");
            Finding.Unless(groups.All(group => group.All(place => place.Port is > 0 and < 65536)), "A port that is none.");
        }
        catch (ChatSecureException e) when (e.Kind == ErrorKind.Unreachable)
        {
            // The domain says that it has no such service.
        }

        foreach (var line in text.Split('\n').Take(16))
        {
            if (HostPort.TryParse(line, out var place))
            {
                Finding.Unless(
                    HostPort.TryParse(place.ToString(), out var again) && again == place,
                    "A place is not what it is written as."
                );
            }
        }
    }

    /// <summary>What a proxy answers.</summary>
    public static void Proxy(ReadOnlySpan<byte> input)
    {
        foreach (var proxy in (string[])["socks5://127.0.0.1:9", "socks5://me:secret@127.0.0.1:9", "http://me:secret@127.0.0.1:9"])
        {
            using var stream = new Answered(input.ToArray());
            var address = ProxyAddress.Parse(proxy);
            try
            {
                var connecting =
                    address.Kind == ProxyKind.Socks5
                        ? Socks5.ConnectAsync(stream, address, "example.org", 5222, CancellationToken.None)
                        : HttpConnect.ConnectAsync(stream, address, "example.org", 5222, CancellationToken.None);
                connecting.GetAwaiter().GetResult();
            }
            catch (ChatSecureException e)
            {
                Finding.Unless(e.Kind == ErrorKind.Unreachable, "A proxy's fault that is called something else.");
                Finding.Unless(!e.ToString().Contains("secret", StringComparison.Ordinal), "A password in an exception.");
            }
        }
    }

    private static SrvRecord? Record(string line) =>
        line.Split(' ') is [var priority, var weight, var port, var target]
        && ushort.TryParse(priority, out var first)
        && ushort.TryParse(weight, out var second)
        && ushort.TryParse(port, out var third)
            ? new(target, third, first, second)
            : null;

    private sealed class Answers(IReadOnlyList<SrvRecord> startTls, IReadOnlyList<SrvRecord> direct) : IDnsLookup
    {
        public Task<IReadOnlyList<SrvRecord>> QuerySrvAsync(string name, CancellationToken cancellationToken) =>
            Task.FromResult(name.StartsWith("_xmpps", StringComparison.Ordinal) ? direct : startTls);

        public Task<IReadOnlyList<IPAddress>> QueryAddressesAsync(string host, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<IPAddress>>([]);
    }

    /// <summary>Answers what it was given, whatever is written.</summary>
    private sealed class Answered(byte[] answer) : MemoryStream(answer, writable: false)
    {
        public override bool CanWrite => true;

        public override void Write(ReadOnlySpan<byte> buffer) { }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;
    }
}
