package dev.cairn.server.http;

import java.util.List;

/** What a server serves: its routes, who may come in, and who is told. */
public record Service(List<Route> routes, Gate gate, Monitor monitor) {
  public Service {
    routes = List.copyOf(routes);
  }
}
