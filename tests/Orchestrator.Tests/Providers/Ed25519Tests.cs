using Orchestrator.Providers.Signatures;

namespace Orchestrator.Tests.Providers;

/// <summary>The test vectors of RFC 8032, section 7.1, and what must not pass.</summary>
public class Ed25519Tests
{
    public static TheoryData<string, string, string> Vectors => new()
    {
        { "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b" },
        { "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00" },
        { "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a" },
        { "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f", "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Verify_Vector_IsGenuine(string key, string message, string signature) =>
        Assert.True(Ed25519.Verify(Bytes(key), Bytes(message), Bytes(signature)));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Verify_AnyChange_IsForged(string key, string message, string signature)
    {
        Assert.False(Ed25519.Verify(Bytes(key), [.. Bytes(message), 0], Bytes(signature)));
        Assert.False(Ed25519.Verify(Bytes(key), Bytes(message), Flipped(signature, 3)));
        Assert.False(Ed25519.Verify(Bytes(key), Bytes(message), Flipped(signature, 40)));
        Assert.False(Ed25519.Verify(Flipped(key, 5), Bytes(message), Bytes(signature)));
    }

    [Fact]
    public void Verify_ScalarBeyondTheOrder_IsForged()
    {
        // The second vector with the order of the group added to its scalar: the same equation, another signature.
        var order = System.Numerics.BigInteger.Pow(2, 252) + System.Numerics.BigInteger.Parse("27742317777372353535851937790883648493");
        var signature = Bytes("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        (new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true) + order).TryWriteBytes(signature.AsSpan(32), out _, isUnsigned: true);

        Assert.False(Ed25519.Verify(Bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"), [0x72], signature));
    }

    [Fact]
    public void Verify_WrongLengths_AreForged()
    {
        Assert.False(Ed25519.Verify([], [], new byte[64]));
        Assert.False(Ed25519.Verify(new byte[32], [], new byte[63]));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);

    private static byte[] Flipped(string hex, int at)
    {
        var bytes = Bytes(hex);
        bytes[at] ^= 1;
        return bytes;
    }
}
