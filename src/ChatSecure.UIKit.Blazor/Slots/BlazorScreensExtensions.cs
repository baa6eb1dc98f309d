// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using ChatSecure.UIKit.Slots;
using Microsoft.AspNetCore.Components;

namespace ChatSecure.UIKit.Blazor.Slots;

/// <summary>Registers Razor components as screens and parts of screens.</summary>
public static class BlazorScreensExtensions
{
    /// <summary>Shows a component for a context. It takes the context as its parameter <c>Context</c>.</summary>
    /// <typeparam name="TContext">What is shown.</typeparam>
    /// <typeparam name="TComponent">The component.</typeparam>
    /// <param name="screens">The registry.</param>
    /// <returns>The registry.</returns>
    public static Screens Use<TContext, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TComponent>(this Screens screens)
        where TContext : class
        where TComponent : IComponent
    {
        ArgumentNullException.ThrowIfNull(screens);
        return screens.Add<TContext>(
            (context, _) =>
                (RenderFragment)(
                    builder =>
                    {
                        builder.OpenComponent<TComponent>(0);
                        builder.AddComponentParameter(1, "Context", context);
                        builder.CloseComponent();
                    }
                )
        );
    }

    /// <summary>Puts what is shown for a context into a frame, or shows something else for some contexts.</summary>
    /// <typeparam name="TContext">What is shown.</typeparam>
    /// <param name="screens">The registry.</param>
    /// <param name="wrap">Makes the frame. Its second argument is what was registered before.</param>
    /// <returns>The registry.</returns>
    public static Screens Wrap<TContext>(this Screens screens, Func<TContext, RenderFragment, RenderFragment> wrap)
        where TContext : class
    {
        ArgumentNullException.ThrowIfNull(screens);
        ArgumentNullException.ThrowIfNull(wrap);
        return screens.Add<TContext>((context, before) => wrap(context, (RenderFragment)before(context)));
    }
}
