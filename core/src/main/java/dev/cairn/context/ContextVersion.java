package dev.cairn.context;

import dev.cairn.InstanceId;
import dev.cairn.VersionEntry;
import java.util.Comparator;

/** A line of a story's history: which context, and which version of it. */
public record ContextVersion(InstanceId id, VersionEntry entry) {
  /** Oldest first; a total order. */
  static final Comparator<ContextVersion> OLDEST_FIRST =
      Comparator.comparing((ContextVersion it) -> it.entry().committedAt())
          .thenComparing(ContextVersion::id)
          .thenComparingLong(it -> it.entry().version());
}
