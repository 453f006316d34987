using Microsoft.AspNetCore.Connections;

namespace GitHubOps.Server;

/// <summary>
/// Room for so many connections of a listener. When it is full, who comes takes the place of whoever has been there
/// longest without proving anything, and only then of whoever proved himself longest ago: silent and half-open
/// connections cannot keep GitHub out, however many they are.
/// </summary>
internal sealed class ConnectionRoom(int placesMax)
{
    private readonly Lock gate = new();
    private readonly LinkedList<ConnectionPlace> unproven = new();
    private readonly LinkedList<ConnectionPlace> proven = new();

    public ConnectionDelegate Guard(ConnectionDelegate next) => async connection =>
    {
        var place = Enter(connection);
        connection.Features.Set(place);
        try
        {
            await next(connection);
        }
        finally
        {
            Leave(place);
        }
    };

    /// <summary>It has shown that it comes from somebody with the secret.</summary>
    internal void Prove(ConnectionPlace place)
    {
        lock (gate)
        {
            if (place.Node.List is not { } list) return;
            list.Remove(place.Node);
            proven.AddLast(place.Node);
        }
    }

    private ConnectionPlace Enter(ConnectionContext connection)
    {
        var place = new ConnectionPlace(this, connection);
        ConnectionPlace? evicted = null;
        lock (gate)
        {
            if (unproven.Count + proven.Count >= placesMax)
            {
                evicted = (unproven.First ?? proven.First)!.Value;
                evicted.Node.List!.Remove(evicted.Node);
            }

            unproven.AddLast(place.Node);
        }

        evicted?.Close();
        return place;
    }

    private void Leave(ConnectionPlace place)
    {
        lock (gate) place.Node.List?.Remove(place.Node);
    }
}

/// <summary>The place of one connection.</summary>
internal sealed class ConnectionPlace
{
    private readonly ConnectionRoom room;
    private readonly ConnectionContext connection;

    public ConnectionPlace(ConnectionRoom room, ConnectionContext connection)
    {
        (this.room, this.connection) = (room, connection);
        Node = new LinkedListNode<ConnectionPlace>(this);
    }

    internal LinkedListNode<ConnectionPlace> Node { get; }

    public void Prove() => room.Prove(this);

    internal void Close() => connection.Abort(new ConnectionAbortedException("its place was needed for another"));
}
