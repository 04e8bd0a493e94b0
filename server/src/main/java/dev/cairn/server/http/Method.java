package dev.cairn.server.http;

import java.util.Arrays;
import java.util.Optional;

/** The methods that routes have. HEAD is answered by the route of GET. */
public enum Method {
  GET,
  POST,
  PUT,
  PATCH,
  DELETE;

  static Optional<Method> named(String text) {
    return Arrays.stream(values()).filter(it -> it.name().equals(text)).findFirst();
  }
}
