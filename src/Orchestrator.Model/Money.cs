using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>An amount in integer millionths of a currency unit: no rounding error ever reaches a bill.</summary>
/// <param name="Micros">Millionths of the unit; 1 USD is 1,000,000.</param>
/// <param name="Currency">ISO 4217 code.</param>
public readonly record struct Money(long Micros, string Currency = "USD") : IComparable<Money>
{
    /// <summary>Nothing, in US dollars.</summary>
    [JsonIgnore]
    public static Money Zero => new(0);

    /// <summary>An amount of US dollars, rounded up to the next millionth so that an estimate never falls short.</summary>
    public static Money Usd(decimal amount) => new((long)Math.Ceiling(amount * 1_000_000m));

    /// <inheritdoc />
    public int CompareTo(Money other) => Micros.CompareTo(Same(other).Micros);

    /// <summary>The amount as a decimal number of units.</summary>
    public decimal Amount() => Micros / 1_000_000m;

    /// <summary>The same to the cent above: what it takes to pay it, as people write amounts.</summary>
    public Money ToTheCentAbove() => this with { Micros = (Micros + 9_999) / 10_000 * 10_000 };

    /// <summary>Two decimals and the currency, e.g. <c>12.40 USD</c>.</summary>
    public override string ToString() => $"{Amount():0.00} {Currency}";

    /// <summary>Sum.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money left, Money right) => left with { Micros = checked(left.Micros + left.Same(right).Micros) };

    /// <summary>Difference; may be negative.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator -(Money left, Money right) => left with { Micros = checked(left.Micros - left.Same(right).Micros) };

    /// <summary>A whole multiple.</summary>
    public static Money operator *(Money left, long times) => left with { Micros = checked(left.Micros * times) };

    /// <summary>Order by amount.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Order by amount.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Order by amount.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Order by amount.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    private Money Same(Money other) => other.Currency == Currency
        ? other
        : throw new InvalidOperationException($"{Currency} and {other.Currency} cannot be combined: convert one of them first.");
}
