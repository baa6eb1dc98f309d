// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.ComponentModel;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Accounts;

/// <summary>What a server asks of who registers, such as what a picture shows.</summary>
public sealed class FormViewModel : INotifyPropertyChanged
{
    private const int MaxFields = 64;
    private const int MaxText = 2000;

    private readonly TaskCompletionSource<IReadOnlyDictionary<string, string>?> _answered = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private Brand _brand;

    internal FormViewModel(RegistrationForm form, Brand brand)
    {
        _brand = brand;
        Title = DisplayText.Name(form.Title);
        Instructions = DisplayText.Line(form.Instructions, MaxText);
        Fields = [.. form.Fields.Take(MaxFields).Select(field => new FormField(field, brand))];
        foreach (var field in Fields)
        {
            field.PropertyChanged += (_, _) => PropertyChanged?.Invoke(this, new(nameof(BlockedReason)));
        }
    }

    /// <inheritdoc/>
    public event PropertyChangedEventHandler? PropertyChanged;

    /// <summary>Its title, in the server's words; null for none.</summary>
    public string? Title { get; }

    /// <summary>What to do, in the server's words.</summary>
    public string Instructions { get; }

    /// <summary>The questions.</summary>
    public IReadOnlyList<FormField> Fields { get; }

    /// <summary>Why it can't be sent yet, in words; null if it can.</summary>
    public string? BlockedReason =>
        Fields.FirstOrDefault(asked =>
            asked is { IsRequired: true, Kind: not RegistrationFieldKind.Note } && string.IsNullOrWhiteSpace(asked.Answer)
        )
            is { } missing
            ? _brand.Text("account.form.missing", ("field", missing.Label))
            : null;

    /// <summary>The answers; null if the person gave up.</summary>
    internal Task<IReadOnlyDictionary<string, string>?> Answered => _answered.Task;

    /// <summary>Sends the answers. Nothing happens while one is missing.</summary>
    public void Submit()
    {
        if (BlockedReason is null)
        {
            _answered.TrySetResult(
                Fields.Where(field => field.Kind != RegistrationFieldKind.Note).ToDictionary(field => field.Name, field => field.Answer)
            );
        }
    }

    /// <summary>Gives the registration up.</summary>
    public void GiveUp() => _answered.TrySetResult(null);

    /// <summary>Shows a server's form for as long as it is not answered.</summary>
    /// <param name="form">The form.</param>
    /// <param name="brand">In whose words.</param>
    /// <param name="show">Shows it, and null once it is over. Done when it is shown.</param>
    /// <param name="cancellationToken">The server waits no more.</param>
    /// <returns>The answers; null if the person gave up.</returns>
    internal static async ValueTask<IReadOnlyDictionary<string, string>?> AskAsync(
        RegistrationForm form,
        Brand brand,
        Func<FormViewModel?, Task> show,
        CancellationToken cancellationToken
    )
    {
        var asked = new FormViewModel(form, brand);
        await show(asked).ConfigureAwait(false);
        try
        {
            return await asked.Answered.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await show(null).ConfigureAwait(false);
        }
    }

    internal void Say(Brand brand)
    {
        _brand = brand;
        PropertyChanged?.Invoke(this, new(nameof(BlockedReason)));
    }
}
