// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Files;

/// <summary>Gathers the mistakes of a brand, so that its maker sees all of them at once.</summary>
internal sealed class BrandErrors
{
    /// <summary>A hostile or hopeless brand does not get an endless report.</summary>
    private const int MaxErrors = 200;

    private readonly List<BrandError> _errors = [];
    private readonly List<BrandError> _warnings = [];

    /// <summary>Whether no more are taken: checking on would only cost time.</summary>
    public bool IsFull => _errors.Count >= MaxErrors;

    public IReadOnlyList<BrandError> All => InOrder(_errors);

    /// <summary>What works and should be looked at.</summary>
    public IReadOnlyList<BrandError> Warnings => InOrder(_warnings);

    public void Add(string code, SourcePosition at, string message)
    {
        if (!IsFull)
        {
            _errors.Add(new(code, at.File, at.Line, at.Column, message));
        }
    }

    public void Warn(string code, SourcePosition at, string message)
    {
        if (_warnings.Count < MaxErrors)
        {
            _warnings.Add(new(code, at.File, at.Line, at.Column, message));
        }
    }

    /// <summary>Takes the mistakes of a brand below, whose files lie at a place of their own.</summary>
    public void AddAll(BrandErrors others, string place)
    {
        foreach (var error in others.All)
        {
            Add(error.Code, new(Path.Combine(place, error.File), error.Line, error.Column), error.Message);
        }

        foreach (var warning in others.Warnings)
        {
            Warn(warning.Code, new(Path.Combine(place, warning.File), warning.Line, warning.Column), warning.Message);
        }
    }

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new BrandException(All);
        }
    }

    private static BrandError[] InOrder(List<BrandError> errors) =>
        [.. errors.OrderBy(error => error.File, StringComparer.Ordinal).ThenBy(error => error.Line).ThenBy(error => error.Column)];
}
