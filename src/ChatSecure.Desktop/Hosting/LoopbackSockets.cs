// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Sockets;
using ChatSecure.Errors;

namespace ChatSecure.Desktop.Hosting;

/// <summary>Makes the sockets that the app listens on. Every one goes through here, whoever asked for it, and none that other machines can reach is made.</summary>
internal sealed class LoopbackSockets : IDisposable
{
    private const int Tries = 20;

    private readonly List<Socket> _waiting = [];

    /// <summary>Binds one random port at 127.0.0.1, and at ::1 where there is that.</summary>
    /// <returns>The addresses.</returns>
    public IReadOnlyList<IPEndPoint> BindRandomPort()
    {
        for (var i = 0; i < Tries; i++)
        {
            var first = Bind(new(IPAddress.Loopback, 0));
            var port = ((IPEndPoint)first.LocalEndPoint!).Port;
            if (!Socket.OSSupportsIPv6)
            {
                _waiting.Add(first);
                return [new(IPAddress.Loopback, port)];
            }

            try
            {
                _waiting.AddRange([first, Bind(new(IPAddress.IPv6Loopback, port))]);
                return [new(IPAddress.Loopback, port), new(IPAddress.IPv6Loopback, port)];
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressNotAvailable)
            {
                _waiting.Add(first);
                return [new(IPAddress.Loopback, port)];
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                first.Dispose();
            }
        }

        throw new ChatSecureException(ErrorKind.Failed, "No port of this machine is free.");
    }

    /// <summary>The socket for an address: one that is bound already, or a new one.</summary>
    /// <exception cref="ChatSecureException">Other machines, or other programs by a file, could reach the address.</exception>
    public Socket Take(EndPoint address)
    {
        ThrowUnlessLoopback(address);
        var bound = _waiting.Find(socket => address.Equals(socket.LocalEndPoint));
        if (bound is not null)
        {
            _waiting.Remove(bound);
            return bound;
        }

        return Bind((IPEndPoint)address);
    }

    public static void ThrowUnlessLoopback(EndPoint address)
    {
        if (address is not IPEndPoint { Address: var ip } || !IPAddress.IsLoopback(ip))
        {
            throw new ChatSecureException(
                ErrorKind.InvalidInput,
                "This is an app for one person at this machine: it listens at 127.0.0.1 and ::1 and nowhere else."
            );
        }
    }

    public void Dispose() => _waiting.ForEach(socket => socket.Dispose());

    private static Socket Bind(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            // On Windows another program could otherwise take the port over.
            if (OperatingSystem.IsWindows())
            {
                socket.ExclusiveAddressUse = true;
            }

            socket.Bind(address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
