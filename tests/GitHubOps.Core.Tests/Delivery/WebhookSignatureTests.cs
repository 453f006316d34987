using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace GitHubOps.Core.Tests;

[TestClass]
public class WebhookSignatureTests
{
    private static readonly byte[] Secret = "It's a Secret to Everybody"u8.ToArray();
    private static readonly byte[] Body = "Hello, World!"u8.ToArray();
    private const string Published = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    [TestMethod]
    public void The_published_example_verifies() => Verify(Body, Published, Secret).ShouldBeTrue();

    [TestMethod]
    public void Signing_gives_the_published_example() => WebhookSignature.Sign(Body, Secret).ShouldBe(Published);

    [TestMethod]
    public void Either_secret_verifies_while_one_is_being_replaced()
    {
        byte[] next = "another secret of the same hook"u8.ToArray();
        Verify(Body, Published, next, Secret).ShouldBeTrue();
        Verify(Body, Published, Secret, next).ShouldBeTrue();
        Verify(Body, WebhookSignature.Sign(Body, next), Secret, next).ShouldBeTrue();
        Verify(Body, Published, next).ShouldBeFalse();
    }

    [TestMethod]
    public void One_flipped_bit_of_the_body_fails()
    {
        for (var bit = 0; bit < Body.Length * 8; bit++)
            Verify(Flip(Body, bit), Published, Secret).ShouldBeFalse($"bit {bit}");
    }

    [TestMethod]
    public void One_flipped_bit_of_the_header_fails()
    {
        // Hex digits may come in either case: flipping bit 5 of a letter changes nothing that counts.
        var header = Encoding.ASCII.GetBytes(Published);
        for (var bit = 0; bit < header.Length * 8; bit++)
        {
            var flipped = Encoding.Latin1.GetString(Flip(header, bit));
            var means = string.Equals(flipped[7..], Published[7..], StringComparison.OrdinalIgnoreCase)
                && flipped[..7] == Published[..7];
            Verify(Body, flipped, Secret).ShouldBe(means, flipped);
        }
    }

    [TestMethod]
    public void One_flipped_bit_of_the_secret_fails()
    {
        for (var bit = 0; bit < Secret.Length * 8; bit++)
            Verify(Body, Published, Flip(Secret, bit)).ShouldBeFalse($"bit {bit}");
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("sha256=")]
    [DataRow("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [DataRow("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [DataRow("SHA256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [DataRow("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1")]
    [DataRow("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e171")]
    [DataRow("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043eZZ")]
    [DataRow("sha1=3f4a9a0b3c5d8c1e0f2b7a6d9e8c7b6a5f4e3d2c")]
    [DataRow(" sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    public void A_header_of_another_form_fails(string? header) => Verify(Body, header, Secret).ShouldBeFalse();

    [TestMethod]
    public void An_empty_secret_or_none_at_all_signs_nothing()
    {
        Verify(Body, WebhookSignature.Sign(Body, []), []).ShouldBeFalse();
        WebhookSignature.Verify(Body, Published, []).ShouldBeFalse();
        WebhookSignature.Verify(Body, Published, default).ShouldBeFalse();
    }

    [TestMethod]
    public void Whatever_is_signed_verifies_and_nothing_else_does() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll<byte[], byte[]>((body, other) =>
            Verify(body, WebhookSignature.Sign(body, Secret), Secret) &&
            (body.SequenceEqual(other) || !Verify(other, WebhookSignature.Sign(body, Secret), Secret))));

    [TestMethod]
    public void No_header_makes_it_throw() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll<string>(header => !Verify(Body, header, Secret)));

    private static bool Verify(byte[] body, string? header, params byte[][] secrets) =>
        WebhookSignature.Verify(body, header, [.. secrets]);

    private static byte[] Flip(byte[] bytes, int bit)
    {
        var flipped = bytes.ToArray();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }
}
