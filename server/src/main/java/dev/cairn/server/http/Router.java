package dev.cairn.server.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the route of a path: a tree with a level for each segment. */
final class Router {
  private static final int SEGMENTS_MAX = 16;

  private final Node root = new Node();

  /** What is known of a path. */
  sealed interface Match {
    /** A route, and the values of its variables as they stand in the path, not yet decoded. */
    record Found(Route route, Map<String, String> variables) implements Match {}

    /** There are routes at this path, but for other methods. */
    record OtherMethods(Set<String> allowed) implements Match {}

    record Nothing() implements Match {}
  }

  Router(List<Route> routes) {
    routes.forEach(this::add);
  }

  private void add(Route route) {
    var node = root;
    var names = new ArrayList<String>();
    for (var segment : segments(route.path())) {
      if (segment.startsWith("{")) {
        names.add(segment.substring(1, segment.length() - 1));
        node = node.variable();
      } else {
        node = node.literals.computeIfAbsent(segment, it -> new Node());
      }
    }
    if (node.entries.put(route.method(), new Entry(route, List.copyOf(names))) != null) {
      throw new IllegalArgumentException("two routes for " + route);
    }
  }

  /** Finds the route for a path that is still percent-encoded. A literal wins over a variable. */
  Match find(String method, String path) {
    var values = new ArrayList<String>();
    var node = root;
    for (var segment : segments(path)) {
      var literal = node.literals.get(segment);
      if (literal != null) {
        node = literal;
      } else if (node.variable != null && !segment.isEmpty()) {
        values.add(segment);
        node = node.variable;
      } else {
        return new Match.Nothing();
      }
    }
    return node.match(method, values);
  }

  private static String[] segments(String path) {
    return path.substring(1).split("/", SEGMENTS_MAX);
  }

  private record Entry(Route route, List<String> names) {
    Match.Found with(List<String> values) {
      var variables = new HashMap<String, String>();
      for (int i = 0; i < names.size(); i++) {
        variables.put(names.get(i), values.get(i));
      }
      return new Match.Found(route, variables);
    }
  }

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private final Map<Method, Entry> entries = new EnumMap<>(Method.class);
    private @Nullable Node variable;

    Node variable() {
      if (variable == null) {
        variable = new Node();
      }
      return variable;
    }

    Match match(String method, List<String> values) {
      if (entries.isEmpty()) {
        return new Match.Nothing();
      }
      var wanted = method.equals("HEAD") ? Optional.of(Method.GET) : Method.named(method);
      var entry = wanted.map(entries::get);
      return entry.isPresent() ? entry.get().with(values) : new Match.OtherMethods(allowed());
    }

    private Set<String> allowed() {
      var names = new TreeSet<String>();
      entries.keySet().forEach(it -> names.add(it.name()));
      if (names.contains("GET")) {
        names.add("HEAD");
      }
      return names;
    }
  }
}
