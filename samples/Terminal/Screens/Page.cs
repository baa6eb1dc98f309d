// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Specialized;
using System.ComponentModel;
using ChatSecure.Branding;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit;
using ChatSecure.UIKit.Commands;

namespace ChatSecure.Terminal.Screens;

/// <summary>What the screen shows: lines above, a field to type in below. Each page stands on view models, which say everything in the brand's words.</summary>
internal abstract class Page(Screen screen) : IAsyncDisposable
{
    private readonly List<ViewModel> _models = [];
    private string? _problem;

    public abstract string Title { get; }

    /// <summary>What the empty field asks for.</summary>
    public virtual string Prompt => Brand.Text("terminal.prompt");

    /// <summary>Whether what is typed must not be seen.</summary>
    public virtual bool IsSecret => false;

    /// <summary>Whether the end of the page is where it goes on.</summary>
    public virtual bool FollowsEnd => false;

    /// <summary>The <see cref="Line.Identity"/> of the line to begin at; null for the first one with which something can be done.</summary>
    public virtual object? Start => null;

    /// <summary>Which part of the page is shown: another one begins at its own first line.</summary>
    public virtual object? Section => null;

    /// <summary>What stands in the field when a person comes (back) to the page.</summary>
    public virtual string Draft => string.Empty;

    /// <summary>Whether Enter in the empty field says that there is nothing to type, instead of choosing a line.</summary>
    public virtual bool TakesEmpty => false;

    /// <summary>What stands beside the connection in the status line.</summary>
    public virtual string Status => string.Empty;

    /// <summary>What went wrong last, and what to do; null for nothing.</summary>
    public virtual string? Problem =>
        _problem ?? _models.Select(model => model.Problem ?? model.Failure).FirstOrDefault(said => said is not null);

    /// <summary>Where the person was when it was last seen; null for nowhere yet. Kept by the screen.</summary>
    public Place? Place { get; set; }

    protected Screen Screen => screen;

    protected UiContext Context => screen.Context;

    protected Brand Brand => Context.Brand.Current;

    public abstract IEnumerable<Line> Lines();

    /// <summary>Starts to watch.</summary>
    public virtual void Open()
    {
        foreach (var model in _models)
        {
            model.Start();
        }
    }

    /// <summary>A person has typed something and pressed Enter.</summary>
    public virtual Task SubmitAsync(string text) => Task.CompletedTask;

    /// <summary>A person has typed, but not yet pressed Enter.</summary>
    public virtual void Typed(string text) { }

    /// <summary>What went wrong is over: the person types anew, or comes back to the page.</summary>
    public void Forgive()
    {
        if (_problem is not null)
        {
            Complain(null);
        }
    }

    /// <summary>A person wants to go back.</summary>
    /// <returns>Whether there was something to call off first, so that the page stays.</returns>
    public virtual bool CallOff() => false;

    /// <summary>A person has chosen a line.</summary>
    public virtual Task ChooseAsync(object item) => Task.CompletedTask;

    /// <summary>What else can be done with what a line stands for, for a person to choose.</summary>
    public virtual IEnumerable<Choice> ChoicesOf(object item) => [];

    /// <summary>A person presses the key that completes what it types.</summary>
    /// <returns>Whether there was something to complete; else the key shows what can be done with the chosen line.</returns>
    public virtual bool Complete() => false;

    /// <summary>A person turns to what stands beside, to the left (-1) or right (1).</summary>
    public virtual void Turn(int by) { }

    public async ValueTask DisposeAsync()
    {
        Close();
        foreach (var model in _models)
        {
            await model.DisposeAsync();
        }
    }

    /// <summary>What is left to do when the page is gone.</summary>
    protected virtual void Close() { }

    protected T Use<T>(T model, params IEnumerable<INotifyCollectionChanged> lists)
        where T : ViewModel
    {
        _models.Add(model);
        model.PropertyChanged += OnChanged;
        foreach (var list in lists)
        {
            list.CollectionChanged += (_, _) => screen.Show(this);
        }

        return model;
    }

    /// <summary>Ends a view model that the page has no use for any more.</summary>
    protected void Drop(ViewModel model)
    {
        if (_models.Remove(model))
        {
            model.PropertyChanged -= OnChanged;
            screen.Run(async () => await model.DisposeAsync());
        }
    }

    /// <summary>Does something on the UI thread.</summary>
    protected Task OnUiAsync(Action action) => Context.Dispatcher.InvokeAsync(action);

    /// <summary>Begins something on the UI thread, and waits for its end.</summary>
    protected async Task BeginAsync(Func<Task> work)
    {
        Task? running = null;
        await OnUiAsync(() => running = work());
        await running!;
    }

    /// <summary>The same of something that comes to a result.</summary>
    protected async Task<T> BeginAsync<T>(Func<Task<T>> work)
    {
        Task<T>? running = null;
        await OnUiAsync(() => running = work());
        return await running!;
    }

    /// <summary>Begins a command on the UI thread, and waits for its end.</summary>
    protected Task DoAsync(IUiCommand command) => BeginAsync(() => command.ExecuteAsync());

    /// <summary>The same, or says why it can't be done.</summary>
    protected async Task TryAsync(IUiCommand command)
    {
        var why = command.BlockedReason;
        await OnUiAsync(() => Complain(why));
        if (why is null)
        {
            await DoAsync(command);
        }
    }

    protected void Complain(string? problem)
    {
        _problem = problem;
        screen.Show(this);
    }

    private void OnChanged(object? sender, PropertyChangedEventArgs e) => screen.Show(this);
}
