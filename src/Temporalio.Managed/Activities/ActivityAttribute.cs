namespace Temporalio.Activities;

/// <summary>Marks a method as an activity. The name defaults to the method name, without "Async" when it returns a task.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ActivityAttribute : Attribute
{
    public ActivityAttribute()
    {
    }

    public ActivityAttribute(string name) => Name = name;

    public string? Name { get; }

    /// <summary>Whether the method takes any activity that has no definition of its own; its parameter is <c>IRawValue[]</c>.</summary>
    public bool Dynamic { get; set; }
}
