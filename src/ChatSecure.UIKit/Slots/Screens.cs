// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Slots;

/// <summary>Which screen an app shows for what: one for each kind of context, a record that says what it is about. A toolkit's own screens come first; an app
/// registers its own for the contexts that it wants otherwise, and may put the toolkit's into a frame of its own. Register before the first is made; then
/// safe for concurrent use.</summary>
public sealed class Screens
{
    private readonly Dictionary<Type, Func<object, object>> _makers = [];

    /// <summary>Registers a screen, in place of one that was registered before for this context.</summary>
    /// <typeparam name="TContext">What it is about, such as <c>TimelineContext</c>.</typeparam>
    /// <param name="make">Makes it. The second argument makes the one that was registered before, for wrapping it; it throws if there was none.</param>
    /// <returns>This registry.</returns>
    public Screens Add<TContext>(Func<TContext, Func<TContext, object>, object> make)
        where TContext : class
    {
        ArgumentNullException.ThrowIfNull(make);
        var before = _makers.GetValueOrDefault(typeof(TContext));
        _makers[typeof(TContext)] = context =>
            make((TContext)context, other => before is null ? throw Missing(typeof(TContext)) : before(other));
        return this;
    }

    /// <summary>Makes a screen.</summary>
    /// <typeparam name="TContext">What it is about.</typeparam>
    /// <param name="context">What it is about.</param>
    /// <returns>The screen: a view of the toolkit.</returns>
    /// <exception cref="InvalidOperationException">None is registered for this context.</exception>
    public object Create<TContext>(TContext context)
        where TContext : class
    {
        ArgumentNullException.ThrowIfNull(context);
        return _makers.TryGetValue(typeof(TContext), out var make) ? make(context) : throw Missing(typeof(TContext));
    }

    private static InvalidOperationException Missing(Type context) => new($"No screen is registered for {context.Name}.");
}
