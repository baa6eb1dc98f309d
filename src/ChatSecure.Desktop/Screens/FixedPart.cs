// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Encodings.Web;
using ChatSecure.Branding;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace ChatSecure.Desktop.Screens;

/// <summary>A part of the page that never changes, in the brand's words. It is there also when the screens are not.</summary>
internal abstract class FixedPart : ComponentBase
{
    [Inject]
    public LiveBrand Live { get; set; } = null!;

    /// <summary>What the page gets. Every text in it went through <see cref="Text"/>.</summary>
    protected abstract string Markup { get; }

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddMarkupContent(0, Markup);

    protected string Text(string id) => HtmlEncoder.Default.Encode(Live.Current.Text(id));
}
