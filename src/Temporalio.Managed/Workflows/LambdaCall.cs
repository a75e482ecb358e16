using System.Linq.Expressions;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>Reads the one call that a lambda such as <c>(MyWorkflow wf) => wf.RunAsync(arg)</c> makes.</summary>
/// <param name="Method">The called method, as written (an interface method stays one).</param>
/// <param name="Args">Argument values, evaluated when the lambda was read.</param>
internal sealed record LambdaCall(MethodInfo Method, IReadOnlyCollection<object?> Args)
{
    /// <exception cref="ArgumentException">The lambda is not a single call on its parameter or of a static method.</exception>
    public static LambdaCall FromMethodOf(LambdaExpression lambda)
    {
        if (StripConversions(lambda.Body) is not MethodCallExpression call)
            throw new ArgumentException("Lambda must be a single method call", nameof(lambda));
        if (lambda.Parameters.Count > 0 && call.Object is not null && StripConversions(call.Object) != lambda.Parameters[0])
            throw new ArgumentException("Lambda must call the method on its own parameter", nameof(lambda));
        return new(call.Method, call.Arguments.Select(Evaluate).ToArray());
    }

    /// <summary>Reads the property of a lambda such as <c>wf => wf.Status</c>, or null when it is something else.</summary>
    public static PropertyInfo? PropertyOf(LambdaExpression lambda) =>
        StripConversions(lambda.Body) is MemberExpression { Member: PropertyInfo property, Expression: { } target }
        && StripConversions(target) == lambda.Parameters[0]
            ? property
            : null;

    private static Expression StripConversions(Expression expression)
    {
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.TypeAs } unary)
            expression = unary.Operand;
        return expression;
    }

    private static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field, Expression: ConstantExpression closure } => field.GetValue(closure.Value),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };
}
