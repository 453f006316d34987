using System.Collections;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using Dapper;

namespace GitHubOps.Server;

/// <summary>
/// SQL on one connection, for one user at a time and synchronous: others are waiting. Each text is prepared once, with
/// its triggers: preparing costs several times what running does.
/// </summary>
internal sealed class Session(DbConnection connection) : IDisposable
{
    private static readonly object Nothing = new();
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    private readonly Dictionary<string, DbCommand> prepared = [];

    /// <summary>Runs SQL without parameters.</summary>
    public void Execute(string sql) => Prepared(sql).ExecuteNonQuery();

    /// <param name="parameters">An object whose properties are the parameters, by name.</param>
    public int Execute(string sql, object parameters) => Bound(sql, parameters) is { } command
        ? command.ExecuteNonQuery()
        : connection.Execute(sql, parameters);

    public T? First<T>(string sql) => First<T>(sql, Nothing);

    public T? First<T>(string sql, object parameters)
    {
        if (Bound(sql, parameters) is not { } command) return connection.QueryFirstOrDefault<T>(sql, parameters);
        using var reader = command.ExecuteReader();
        return reader.Parse<T>().FirstOrDefault();
    }

    public IReadOnlyList<T> Query<T>(string sql) => Query<T>(sql, Nothing);

    public IReadOnlyList<T> Query<T>(string sql, object parameters)
    {
        if (Bound(sql, parameters) is not { } command) return connection.Query<T>(sql, parameters).AsList();
        using var reader = command.ExecuteReader();
        return [.. reader.Parse<T>()];
    }

    /// <summary>A command that stays prepared; the caller sets every parameter each time.</summary>
    public DbCommand Prepared(string sql)
    {
        if (prepared.TryGetValue(sql, out var known)) return known;
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return prepared[sql] = command;
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        connection.Dispose();
    }

    /// <summary>Null where a parameter is a list: its text differs from time to time.</summary>
    private DbCommand? Bound(string sql, object parameters)
    {
        var properties = Properties.GetOrAdd(parameters.GetType(), type => type.GetProperties());
        if (properties.Any(IsList)) return null;
        var command = Prepared(sql);
        foreach (var property in properties) Bind(command, property.Name, property.GetValue(parameters));
        return command;
    }

    private static void Bind(DbCommand command, string name, object? value)
    {
        var at = command.Parameters.IndexOf("@" + name);
        if (at >= 0)
        {
            command.Parameters[at].Value = value ?? DBNull.Value;
            return;
        }

        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@" + name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }

    private static bool IsList(PropertyInfo property) =>
        property.PropertyType != typeof(string) && property.PropertyType != typeof(byte[]) &&
        property.PropertyType.IsAssignableTo(typeof(IEnumerable));
}
