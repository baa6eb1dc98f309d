// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.UIKit.Styling;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace ChatSecure.UIKit.Blazor.Parts;

/// <summary>The text of a message with its styles (XEP-0393) and links. It is never markup, whatever is in it.</summary>
public sealed class StyledText : ComponentBase
{
    /// <summary>The text, safe to show.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = string.Empty;

    /// <summary>Its parts of one style; none for plain text.</summary>
    [Parameter]
    public IReadOnlyList<StyledSpan> Spans { get; set; } = [];

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (Spans.Count == 0)
        {
            AddText(builder, Text);
            return;
        }

        for (var i = 0; i < Spans.Count; )
        {
            var depth = Spans[i].QuoteDepth;
            var end = i;
            while (end < Spans.Count && Spans[end].QuoteDepth == depth)
            {
                end++;
            }

            if (depth == 0)
            {
                AddSpans(builder, i, end);
            }
            else
            {
                builder.OpenElement(0, "blockquote");
                builder.AddAttribute(1, "class", $"cs-quote cs-quote-{Math.Min(depth, 3).ToString(CultureInfo.InvariantCulture)}");
                AddSpans(builder, i, end);
                builder.CloseElement();
            }

            i = end;
        }
    }

    private void AddSpans(RenderTreeBuilder builder, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var span = Spans[i];
            var text = Text.Substring(span.Start, span.Length);
            if (span.Styles.HasFlag(TextStyles.CodeBlock) && !span.IsDirective)
            {
                // A block has its own lines: those that its fences stand on would be empty ones.
                text = text.Trim('\n');
            }

            var element =
                span.IsDirective ? "span"
                : span.Styles.HasFlag(TextStyles.CodeBlock) || span.Styles.HasFlag(TextStyles.Code) ? "code"
                : span.Styles.HasFlag(TextStyles.Strong) ? "strong"
                : span.Styles.HasFlag(TextStyles.Emphasis) ? "em"
                : span.Styles.HasFlag(TextStyles.Strikethrough) ? "s"
                : null;
            if (element is null)
            {
                AddText(builder, text);
                continue;
            }

            builder.OpenElement(2, element);
            builder.AddAttribute(3, "class", Class(span));
            builder.AddAttribute(4, "aria-hidden", span.IsDirective ? "true" : null);
            if (span.IsDirective || element == "code")
            {
                builder.AddContent(5, text);
            }
            else
            {
                AddText(builder, text);
            }

            builder.CloseElement();
        }
    }

    private static string? Class(StyledSpan span)
    {
        List<string> classes = [];
        if (span.IsDirective)
        {
            classes.Add("cs-directive");
        }

        foreach (var style in (TextStyles[])[TextStyles.Strong, TextStyles.Emphasis, TextStyles.Strikethrough, TextStyles.CodeBlock])
        {
            if (span.Styles.HasFlag(style))
            {
                classes.Add($"cs-style-{style.ToString().ToLowerInvariant()}");
            }
        }

        return classes.Count == 0 ? null : string.Join(' ', classes);
    }

    private static void AddText(RenderTreeBuilder builder, string text)
    {
        foreach (var (part, address, warning) in Links.Split(text))
        {
            if (address is null)
            {
                builder.AddContent(6, part);
                continue;
            }

            builder.OpenElement(7, "a");
            builder.AddAttribute(8, "href", address);
            builder.AddAttribute(9, "target", "_blank");
            builder.AddAttribute(10, "rel", "noopener noreferrer");
            builder.AddAttribute(11, "title", warning);
            builder.AddAttribute(12, "tabindex", "-1");
            builder.AddContent(13, part);
            builder.CloseElement();
            if (warning is not null)
            {
                builder.OpenElement(14, "span");
                builder.AddAttribute(15, "class", "cs-link-warning");
                builder.AddContent(16, $" ({warning})");
                builder.CloseElement();
            }
        }
    }
}
