// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.UIKit.Settings;

namespace ChatSecure.UIKit.Shell;

/// <summary>Locks the profile when its person has done nothing for as long as they, or the brand, have chosen. One for all windows of an app, each of which tells
/// of every use; it counts from the first one on. What waits to be sent is sent after unlocking. Safe for concurrent use.</summary>
public sealed class IdleLock : IDisposable
{
    // A choice that changes, or a machine that slept, is noticed after so long at the latest.
    private static readonly TimeSpan _maxWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _minWait = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly IChatClient _client;
    private readonly LiveBrand _brand;
    private readonly ISettingsStore _settings;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private DateTimeOffset _usedAt;
    private long _usedTimestamp;
    private int _holds;
    private bool _isLocking;
    private bool _wasLocked;
    private bool _isDisposed;

    /// <summary>Creates it; nothing is locked before the first use.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="brand">The brand.</param>
    /// <param name="settings">What the person has set.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public IdleLock(IChatClient client, LiveBrand brand, ISettingsStore settings, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(brand);
        ArgumentNullException.ThrowIfNull(settings);
        (_client, _brand, _settings, _time) = (client, brand, settings, time ?? TimeProvider.System);
        _timer = _time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Count();
    }

    /// <summary>After how long without any use the profile is locked; null for never.</summary>
    public TimeSpan? After => IdleLockSetting.Of(_brand.Current, _settings);

    /// <summary>How long nobody has done anything. A machine that slept, or a clock that was set forward, makes it longer; one that was set back makes it no
    /// shorter.</summary>
    public TimeSpan Idle
    {
        get
        {
            lock (_gate)
            {
                var (elapsed, passed) = (_time.GetElapsedTime(_usedTimestamp), _time.GetUtcNow() - _usedAt);
                return elapsed > passed ? elapsed : passed;
            }
        }
    }

    /// <summary>The person does something: it counts from now on. Where the time was over already, as after a machine's sleep, the profile is locked instead.</summary>
    public void NoteUse()
    {
        lock (_gate)
        {
            if (!IsDue())
            {
                Count();
                _client.Profile.NoteUse();
            }
        }

        Look();
    }

    /// <summary>Something that the person began and that locking would destroy goes on by itself, such as the taking in of a file that is sent. It counts from its end
    /// on.</summary>
    /// <returns>To be disposed of at its end.</returns>
    public IDisposable Hold()
    {
        lock (_gate)
        {
            _holds++;
        }

        return new Holding(this);
    }

    /// <summary>Locks nothing any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        _timer.Dispose();
    }

    private bool IsDue()
    {
        if (_client.Profile.IsLocked)
        {
            _wasLocked = true;
            return false;
        }

        if (_wasLocked)
        {
            // Whoever unlocked it is there.
            _wasLocked = false;
            Count();
        }

        return _holds == 0 && Idle >= After;
    }

    private void Count() => (_usedAt, _usedTimestamp) = (_time.GetUtcNow(), _time.GetTimestamp());

    private void Release()
    {
        lock (_gate)
        {
            _holds--;
            Count();
        }
    }

    private void Look()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            if (IsDue() && !_isLocking)
            {
                _isLocking = true;
                _ = LockAsync();
            }

            var rest = (After ?? TimeSpan.MaxValue) - Idle;
            _timer.Change(
                rest < _minWait ? _minWait
                    : rest > _maxWait ? _maxWait
                    : rest,
                Timeout.InfiniteTimeSpan
            );
        }
    }

    private async Task LockAsync()
    {
        try
        {
            await _client.Profile.LockAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is ChatSecureException or ObjectDisposedException)
        {
            // A profile without a key has nothing to lock; what else failed is tried again with the next look.
        }
        finally
        {
            lock (_gate)
            {
                _isLocking = false;
                _wasLocked |= _client.Profile.IsLocked;
            }
        }
    }

    private sealed class Holding(IdleLock owner) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                owner.Release();
            }
        }
    }
}
