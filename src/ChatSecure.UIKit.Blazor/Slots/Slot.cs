// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.UIKit.Slots;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace ChatSecure.UIKit.Blazor.Slots;

/// <summary>A place that shows whatever the app has registered for a context in <see cref="Screens"/>: the kit's component unless the app wants another.</summary>
/// <typeparam name="TContext">What is shown there.</typeparam>
public sealed class Slot<TContext> : ComponentBase
    where TContext : class
{
    private (TContext?, Brand?) _shown;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired]
    public TContext Context { get; set; } = null!;

    /// <summary>What all components share.</summary>
    [CascadingParameter]
    public ChatUi Ui { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool ShouldRender() => !_shown.Equals((Context, Ui.Brand));

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        _shown = (Context, Ui.Brand);
        var view = Ui.Screens.Create(Context);
        builder.AddContent(
            0,
            view as RenderFragment
                ?? throw new InvalidOperationException($"What is registered for {typeof(TContext).Name} is no RenderFragment.")
        );
    }
}
