namespace GitHubOps.Sandbox;
internal static class Marker { }
