package dev.cairn.sql;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What is to be told to other processes: topics, and what to look at. */
final class Outbox {
  /** More does not fit into a notice. */
  private static final int DETAILS_MAX = 150;

  /** Instead of a detail: anything. */
  private static final String ANYTHING = "";

  private final Map<String, Set<String>> told = new ConcurrentHashMap<>();

  /** Whether it was empty before. */
  boolean add(String topic, String detail) {
    boolean first = told.isEmpty();
    told.compute(
        topic,
        (key, known) -> {
          var details = known == null ? ConcurrentHashMap.<String>newKeySet() : known;
          details.add(details.size() < DETAILS_MAX ? detail : ANYTHING);
          return details;
        });
    return first;
  }

  boolean isEmpty() {
    return told.isEmpty();
  }

  /** Takes everything out. */
  Map<String, Set<String>> drain() {
    return List.copyOf(told.keySet()).stream()
        .collect(Collectors.toMap(topic -> topic, this::drain));
  }

  /** Where anything may be looked at, the rest says nothing. */
  private Set<String> drain(String topic) {
    var details = told.remove(topic);
    return details == null || details.contains(ANYTHING) ? Set.of() : details;
  }
}
