// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit;
using ChatSecure.UIKit.Settings;

namespace ChatSecure.Terminal.Screens.Asking;

/// <summary>Fields, filled in one after the other. After the last one something is done with them; if that does not go well, it begins anew.</summary>
/// <param name="screen">The screen.</param>
/// <param name="title">What it is about.</param>
/// <param name="fields">The fields; at least one.</param>
/// <param name="finish">Does it, begun on the UI thread.</param>
internal class FieldsPage(Screen screen, string title, IReadOnlyList<Field> fields, Func<Task<Outcome>> finish) : Page(screen)
{
    private readonly string[] _answers = [.. fields.Select(field => field.Value)];
    private int _at;
    private bool _isFinishing;

    public override string Title => title;

    public override string Prompt => Progress?.Invoke() ?? Brand.Text("terminal.field", ("field", Field.Label));

    public override bool IsSecret => Field.IsSecret;

    public override string Draft => Field.IsSecret || Field.Choices.Count > 0 ? string.Empty : _answers[_at];

    public override object Section => _at;

    public override object? Start => Field.Choices.FirstOrDefault(choice => choice.Value == _answers[_at]);

    public override bool TakesEmpty => Field.Choices.Count == 0;

    /// <summary>What is going on, in words; null for nothing.</summary>
    public Func<string?>? Progress { get; init; }

    /// <summary>What stands above the fields.</summary>
    public IEnumerable<string> Notes { get; init; } = [];

    private Field Field => fields[_at];

    /// <summary>Lets a view model live as long as the page.</summary>
    public FieldsPage With(ViewModel model)
    {
        Use(model);
        return this;
    }

    public override IEnumerable<Line> Lines()
    {
        foreach (var note in Notes)
        {
            yield return new(note, Tone.Muted);
        }

        for (var at = 0; at < _at; at++)
        {
            yield return new($"{fields[at].Label}: {Shown(at)}", Tone.Muted);
        }

        yield return new($"{Field.Label}:", Tone.Accent);
        if (Field.Hint is { } hint)
        {
            yield return new(hint);
        }

        foreach (var choice in Field.Choices)
        {
            yield return new($"  {choice.Text}", Tone.Text, choice);
        }
    }

    public override Task ChooseAsync(object item) => item is SettingChoice choice ? TakeAsync(choice.Value) : Task.CompletedTask;

    public override Task SubmitAsync(string text) => Field.Choices.Count == 0 ? TakeAsync(text) : Task.CompletedTask;

    private string Shown(int at) =>
        fields[at].IsSecret ? "•••" : fields[at].Choices.FirstOrDefault(choice => choice.Value == _answers[at])?.Text ?? _answers[at];

    private async Task TakeAsync(string answer)
    {
        var isLast = false;
        await OnUiAsync(() =>
        {
            if (_isFinishing)
            {
                return;
            }

            // A secret is kept by whom it is for alone.
            _answers[_at] = Field.IsSecret ? string.Empty : answer;
            Field.Take(answer);
            isLast = _isFinishing = _at == fields.Count - 1;
            _at += isLast ? 0 : 1;
            Complain(null);
            Screen.Take(Draft);
        });
        if (!isLast)
        {
            return;
        }

        var outcome = await BeginAsync(finish);
        await OnUiAsync(() =>
        {
            _isFinishing = false;
            if (outcome.IsDone)
            {
                Screen.Leave(this);
                if (outcome.Said is { } said)
                {
                    Screen.Say(said);
                }

                return;
            }

            _at = 0;
            Complain(outcome.Problem);
            if (Screen.IsShown(this))
            {
                Screen.Take(Draft);
            }
        });
    }
}
