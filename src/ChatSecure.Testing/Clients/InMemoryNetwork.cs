// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Testing.Clients;

/// <summary>A network in memory: what its <see cref="InMemoryChatClient"/>s write to each other arrives at once, and for who is not connected as soon as it is. It
/// plays all servers, knows every account that was ever added, and can be made to misbehave. Nothing is encrypted, though messages look as if they were. Safe
/// for concurrent use.</summary>
/// <param name="time">The clock; null for the system's.</param>
public sealed class InMemoryNetwork(TimeProvider? time = null)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Jid, NetworkAccount> _accounts = [];
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly List<Func<Task>> _waiting = [];
    private readonly Dictionary<string, LinkMetadata> _pages = [];

    internal InMemoryRooms Rooms { get; } = new();

    internal TimeProvider Time { get; } = time ?? TimeProvider.System;

    /// <summary>Whether servers can be reached. False cuts no connection: see <see cref="DropAsync"/>. True lets in who waits for it
    /// (<see cref="IAccounts.StayConnectedAsync"/>).</summary>
    public bool IsReachable
    {
        get;
        set
        {
            Func<Task>[] waiting;
            lock (_lock)
            {
                field = value;
                waiting = value ? [.. _waiting] : [];
                if (value)
                {
                    _waiting.Clear();
                }
            }

            foreach (var enter in waiting)
            {
                _ = enter();
            }
        }
    } = true;

    internal void WhenReachable(Func<Task> enter)
    {
        lock (_lock)
        {
            _waiting.Add(enter);
        }
    }

    /// <summary>How large a file may be, in bytes; null for any size.</summary>
    public long? MaxFileSize { get; set; }

    /// <summary>What is asked of who registers, beside a name and a password; null, the default, for nothing. Any answers are taken.</summary>
    public RegistrationForm? RegistrationForm { get; set; }

    /// <summary>Why edits, retractions and reactions are refused for good, as a stable word such as <c>forbidden</c>; null, the default, if they are taken.</summary>
    public string? ActRefusal { get; set; }

    /// <summary>Cuts an account's connections. They don't come back by themselves.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="reason">What its clients say about it; <see cref="ErrorKind.AuthenticationFailed"/> as if the password had been changed elsewhere.</param>
    /// <returns>Done when they have noticed.</returns>
    public async Task DropAsync(Jid account, ErrorKind reason = ErrorKind.Disconnected)
    {
        foreach (var session in SessionsOf(account))
        {
            await session.GoOfflineAsync(reason).ConfigureAwait(false);
        }
    }

    /// <summary>Gives an account a device that no client here has, as if it had logged in elsewhere. Who may see it is told.</summary>
    /// <param name="account">Whose; made if it is new.</param>
    /// <returns>The device's key.</returns>
    public async Task<Fingerprint> AddDeviceAsync(Jid account)
    {
        var key = Fingerprint.FromBytes(RandomNumberGenerator.GetBytes(32));
        AddDevice(account, key);
        Jid[] all;
        lock (_lock)
        {
            all = [.. _accounts.Keys];
        }

        foreach (var reader in all)
        {
            await DeliverAsync(new DeviceParcel(account, reader, key)).ConfigureAwait(false);
        }

        return key;
    }

    /// <summary>Takes all devices from an account: nothing can be encrypted to it until one connects again.</summary>
    /// <param name="account">Whose.</param>
    public void RemoveDevices(Jid account)
    {
        lock (_lock)
        {
            Get(account).Devices.Clear();
        }
    }

    /// <summary>Makes an account that no client here has, so that it can be written to.</summary>
    /// <param name="account">Its bare address.</param>
    /// <param name="password">Its password in UTF-8.</param>
    public void AddAccount(Jid account, ReadOnlyMemory<byte> password)
    {
        lock (_lock)
        {
            Get(account).Password = password.ToArray();
        }
    }

    /// <summary>Makes a page that can be asked what it tells of itself.</summary>
    /// <param name="page">What it tells, and its address.</param>
    public void AddPage(LinkMetadata page)
    {
        lock (_lock)
        {
            _pages[page.Address] = page;
        }
    }

    internal LinkMetadata? FindPage(string address)
    {
        lock (_lock)
        {
            return _pages.GetValueOrDefault(address);
        }
    }

    internal string AddFile(byte[] content)
    {
        lock (_lock)
        {
            var source = $"https://files.example.test/{_files.Count}";
            _files[source] = content;
            return source;
        }
    }

    internal byte[]? FindFile(string? source)
    {
        lock (_lock)
        {
            return source is null ? null : _files.GetValueOrDefault(source);
        }
    }

    internal NetworkPersona PersonaOf(Jid account) => With(account, known => known.Persona);

    internal void Show(Jid account, Func<NetworkPersona, NetworkPersona> change) =>
        With(account, known => known.Persona = change(known.Persona));

    /// <summary>Looks at an account, or changes it; it is made if it is new.</summary>
    internal T With<T>(Jid account, Func<NetworkAccount, T> look)
    {
        lock (_lock)
        {
            return look(Get(account));
        }
    }

    internal bool Knows(Jid account)
    {
        lock (_lock)
        {
            return _accounts.TryGetValue(account, out var known) && known.Password.Length > 0;
        }
    }

    internal bool Accepts(Jid account, ReadOnlySpan<byte> password)
    {
        lock (_lock)
        {
            return _accounts.TryGetValue(account, out var known)
                && known.Password.Length > 0
                && CryptographicOperations.FixedTimeEquals(known.Password, password);
        }
    }

    internal void Remove(Jid account)
    {
        lock (_lock)
        {
            _accounts.Remove(account);
        }
    }

    internal IReadOnlyList<(DeviceId Device, Fingerprint Key)> DevicesOf(Jid account)
    {
        lock (_lock)
        {
            return _accounts.TryGetValue(account, out var known) ? [.. known.Devices] : [];
        }
    }

    internal void RemoveDevice(Jid account, Fingerprint key)
    {
        lock (_lock)
        {
            Get(account).Devices.RemoveAll(device => device.Key == key);
        }
    }

    internal bool IsOnline(Jid account) => SessionsOf(account).Count > 0;

    internal IReadOnlyList<InMemorySession> SessionsOf(Jid account)
    {
        lock (_lock)
        {
            return _accounts.TryGetValue(account, out var known) ? [.. known.Online] : [];
        }
    }

    internal void AddDevice(Jid account, Fingerprint key)
    {
        lock (_lock)
        {
            var devices = Get(account).Devices;
            if (devices.All(known => known.Key != key))
            {
                devices.Add((new(BitConverter.ToUInt32(key.ToBytes()) & int.MaxValue | 1), key));
            }
        }
    }

    /// <summary>Connects, and hands over what waited.</summary>
    internal async Task EnterAsync(InMemorySession session)
    {
        AddDevice(session.Account, session.Key);
        List<Parcel> waiting = [];
        lock (_lock)
        {
            var account = Get(session.Account);
            if (!account.Online.Contains(session))
            {
                account.Online.Add(session);
            }

            while (account.Waiting.TryDequeue(out var parcel))
            {
                waiting.Add(parcel);
            }
        }

        foreach (var parcel in waiting)
        {
            await session.ReceiveAsync(parcel).ConfigureAwait(false);
        }
    }

    internal void Leave(InMemorySession session)
    {
        lock (_lock)
        {
            Get(session.Account).Online.Remove(session);
        }
    }

    internal async Task DeliverAsync(Parcel parcel)
    {
        if (Rooms.Has(parcel.To))
        {
            await Rooms.DeliverAsync(parcel.To, parcel).ConfigureAwait(false);
            return;
        }

        IReadOnlyList<InMemorySession> sessions;
        lock (_lock)
        {
            var account = Get(parcel.To);
            sessions = [.. account.Online];
            if (sessions.Count == 0 && parcel.IsKept)
            {
                account.Waiting.Enqueue(parcel);
            }
        }

        foreach (var session in sessions)
        {
            await session.ReceiveAsync(parcel).ConfigureAwait(false);
        }
    }

    private NetworkAccount Get(Jid account)
    {
        if (!_accounts.TryGetValue(account, out var known))
        {
            _accounts.Add(account, known = new());
        }

        return known;
    }
}
