using System.IO.Compression;
using System.Text;

namespace GitHubOps.Server.Tests;

/// <summary>What is stored is what came, byte by byte, or a mistake that is told.</summary>
[TestClass]
public class BodyCodecTests
{
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, 500).Select(n => $"\"relation_{n}_url\":\"https://api.github.com/{n}\",")));

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(70_000)]
    public void What_cannot_be_compressed_comes_back_as_it_was(int length)
    {
        var noise = new byte[length];
        new Random(length).NextBytes(noise);
        BodyCodec.Expand(BodyCodec.Compress(noise), length).ShouldBe(noise);
    }

    [TestMethod]
    public void A_payload_takes_a_part_of_its_length_and_comes_back_as_it_was()
    {
        var compressed = BodyCodec.Compress(Payload);
        compressed.Length.ShouldBeLessThan(Payload.Length / 4);
        BodyCodec.Expand(compressed, Payload.Length).ShouldBe(Payload);
    }

    [TestMethod]
    [DataRow(0, 18)]
    [DataRow(1, 22)]
    public void What_an_older_program_stored_is_read(int quality, int window)
    {
        var target = new byte[BrotliEncoder.GetMaxCompressedLength(Payload.Length)];
        BrotliEncoder.TryCompress(Payload, target, out var length, quality, window).ShouldBeTrue();
        BodyCodec.Expand(target[..length], Payload.Length).ShouldBe(Payload);
    }

    [TestMethod]
    public void What_is_damaged_or_of_another_length_is_refused()
    {
        var compressed = BodyCodec.Compress(Payload);
        Should.Throw<InvalidDataException>(() => BodyCodec.Expand(compressed, Payload.Length - 1));
        Should.Throw<InvalidDataException>(() => BodyCodec.Expand(compressed, Payload.Length + 1));
        Should.Throw<InvalidDataException>(() => BodyCodec.Expand(compressed[..^9], Payload.Length));
        Should.Throw<InvalidDataException>(() => BodyCodec.Expand([], 1));
        compressed[compressed.Length / 2] ^= 0x10;
        Should.Throw<InvalidDataException>(() => BodyCodec.Expand(compressed, Payload.Length));
    }
}
