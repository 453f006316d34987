namespace GitHubOps.Server;
internal static class Marker { }
