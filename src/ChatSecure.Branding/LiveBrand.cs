// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Branding;

/// <summary>The brand as it is now, for screens that stay open: when the language or the brand's remote or managed parts change, <see cref="Changed"/> is
/// raised once, and what shows texts or colours reads them anew from <see cref="Current"/>. Safe for concurrent use; no state of the process is touched, so
/// two apps in one process speak two languages.</summary>
/// <param name="brand">The brand to begin with.</param>
public sealed class LiveBrand(Brand brand)
{
    private readonly Lock _lock = new();
    private Brand _current = brand ?? throw new ArgumentNullException(nameof(brand));

    /// <summary>Raised after <see cref="Current"/> changed, on the thread that changed it.</summary>
    public event EventHandler? Changed;

    /// <summary>The brand as it is now.</summary>
    public Brand Current => Volatile.Read(ref _current);

    /// <summary>The language that it began with, usually the system's: for going back to it.</summary>
    public CultureInfo StartCulture { get; } = brand?.Culture ?? throw new ArgumentNullException(nameof(brand));

    /// <summary>Speaks another language from now on.</summary>
    /// <param name="culture">The language.</param>
    public void SwitchCulture(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        Change(now => now.Culture.Equals(culture) ? now : now.WithCulture(culture));
    }

    /// <summary>Makes a change of the brand hold.</summary>
    /// <param name="change">Makes the new brand of the present one; the same object for no change.</param>
    public void Change(Func<Brand, Brand> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_lock)
        {
            var changed = change(_current) ?? throw new ArgumentException("There is always a brand.", nameof(change));
            if (ReferenceEquals(changed, _current))
            {
                return;
            }

            Volatile.Write(ref _current, changed);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }
}
