package dev.cairn.server.http;

import dev.cairn.Role;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One entry of the contract, as data: openapi.json and the table of roles are compared with it.
 *
 * @param path a template, such as {@code /api/v1/workflows/{id}}
 * @param parameters the query parameters that it knows; all others are refused. One that ends in
 *     {@code *} stands for every name that begins so
 * @param precondition whether it heeds If-Match
 */
public record Route(
    Method method,
    String path,
    Set<String> parameters,
    Precondition precondition,
    Handler handler) {

  public Route {
    parameters = Set.copyOf(parameters);
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with a slash: " + path);
    }
  }

  /** What a route does with If-Match. */
  public enum Precondition {
    REFUSED,
    HEEDED
  }

  /** What answers, and for whom. */
  public sealed interface Handler {

    /** Answers everybody. */
    record Open(Function<Request, Answer> answer) implements Handler {}

    /** Answers those who have at least this role. */
    record Guarded(Role least, BiFunction<Request, Caller, Answer> answer) implements Handler {}
  }

  /** The least role that a caller needs; empty when everybody may call. */
  public Optional<Role> least() {
    return switch (handler) {
      case Handler.Open it -> Optional.empty();
      case Handler.Guarded it -> Optional.of(it.least());
    };
  }

  boolean knows(String parameter) {
    return parameters.contains(parameter)
        || parameters.stream()
            .anyMatch(it ->
                it.endsWith("*")
                    && parameter.length() >= it.length()
                    && parameter.startsWith(it.substring(0, it.length() - 1)));
  }

  /** As it is named in metrics and logs: {@code GET /api/v1/workflows/{id}}. */
  @Override
  public String toString() {
    return method + " " + path;
  }

  public static Draft get(String path) {
    return new Draft(Method.GET, path, Set.of(), Precondition.REFUSED);
  }

  public static Draft post(String path) {
    return new Draft(Method.POST, path, Set.of(), Precondition.REFUSED);
  }

  public static Draft put(String path) {
    return new Draft(Method.PUT, path, Set.of(), Precondition.REFUSED);
  }

  public static Draft patch(String path) {
    return new Draft(Method.PATCH, path, Set.of(), Precondition.REFUSED);
  }

  public static Draft delete(String path) {
    return new Draft(Method.DELETE, path, Set.of(), Precondition.REFUSED);
  }

  /** A route that lacks its handler. */
  public record Draft(
      Method method, String path, Set<String> parameters, Precondition precondition) {

    public Draft with(String... names) {
      return with(Set.of(names));
    }

    public Draft with(Set<String> names) {
      return new Draft(method, path, names, precondition);
    }

    /** It heeds If-Match. A change that does not refuses the header, and never passes over it. */
    public Draft conditional() {
      return new Draft(method, path, parameters, Precondition.HEEDED);
    }

    public Route openTo(Function<Request, Answer> answer) {
      return new Route(method, path, parameters, precondition, new Handler.Open(answer));
    }

    public Route from(Role least, BiFunction<Request, Caller, Answer> answer) {
      var handler = new Handler.Guarded(least, answer);
      return new Route(method, path, parameters, precondition, handler);
    }
  }
}
