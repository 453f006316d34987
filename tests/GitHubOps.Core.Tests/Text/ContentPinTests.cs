namespace GitHubOps.Core.Tests;

[TestClass]
public class ContentPinTests
{
    // What sha256sum says of the file that holds this.
    private const string Abc = "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb";

    [TestMethod]
    [DataRow("abc\n")]
    [DataRow("abc\r\n")]
    [DataRow("\uFEFFabc\n")]
    public void A_checkout_with_other_line_ends_is_the_same_file(string text) => ContentPin.Of(text).ShouldBe(Abc);

    [TestMethod]
    [DataRow("edeaaff3f1774ad2", true)]
    [DataRow("EDEAAFF3F1774AD2888673770C6D6409", true)]
    [DataRow("edeaaff3f1774ad3", false)]
    public void A_pin_holds_by_its_first_digits(string pin, bool holds) =>
    ContentPin.Holds(pin, "abc\n").ShouldBe(holds);

    [TestMethod]
    [DataRow("edeaaff3f1774ad", false)]
    [DataRow("edeaaff3f1774adx", false)]
    [DataRow("", false)]
    [DataRow(Abc, true)]
    [DataRow(Abc + "0", false)]
    public void A_pin_is_sixteen_to_sixty_four_digits(string pin, bool isPin) => ContentPin.IsPin(pin).ShouldBe(isPin);
}
