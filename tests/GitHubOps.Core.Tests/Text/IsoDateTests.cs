using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core.Tests;

[TestClass]
public class IsoDateTests
{
    [TestMethod]
    public void Every_day_is_written_and_read_as_its_standard_says()
    {
        for (var day = new LocalDate(1996, 1, 1); day.Year < 2005; day = day.PlusDays(1))
        {
            IsoDate.Of(day).ShouldBe(LocalDatePattern.Iso.Format(day));
            IsoDate.Read(IsoDate.Of(day)).ShouldBe(day);
        }

        IsoDate.Of(new LocalDate(7, 2, 3)).ShouldBe("0007-02-03");
    }

    [TestMethod]
    [DataRow("2026-02-30")]
    [DataRow("2025-02-29")]
    [DataRow("2026-13-01")]
    [DataRow("2026-00-10")]
    [DataRow("2026-01-00")]
    [DataRow("0000-01-01")]
    [DataRow("2026-1-01")]
    [DataRow("2026/01/01")]
    [DataRow("202-01-001")]
    [DataRow("２０２６-01-01")]
    [DataRow("")]
    public void What_is_no_day_of_the_calendar_is_not_read(string text) => IsoDate.Read(text).ShouldBeNull();
}
