package dev.cairn.testkit;

import dev.cairn.Admission;
import dev.cairn.Admissions;
import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The admissions of a {@link MemoryStore}. */
final class MemoryAdmissions implements Admissions {
  private final MemoryTables tables;

  MemoryAdmissions(MemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public boolean open(Admission admission, int most) {
    synchronized (tables) {
      var all = tables.admissions;
      all.values().removeIf(it -> !admission.usedAt().isBefore(it.until()));
      if (all.putIfAbsent(admission.hash(), admission) != null) {
        return false;
      }
      all.values().stream()
          .filter(it -> it.kind() == admission.kind() && it.subject().equals(admission.subject()))
          .filter(it -> !it.equals(admission))
          .sorted(Comparator.comparing(Admission::usedAt).reversed())
          .skip(most - 1)
          .toList()
          .forEach(it -> all.remove(it.hash()));
      return true;
    }
  }

  @Override
  public Optional<Admission> find(Sha256 hash) {
    synchronized (tables) {
      return Optional.ofNullable(tables.admissions.get(hash)).filter(this::isGood);
    }
  }

  private boolean isGood(Admission admission) {
    return admission
        .key()
        .map(tables.keys::get)
        .filter(key -> key.revokedAt().isPresent())
        .isEmpty();
  }

  @Override
  public Set<Sha256> among(Set<Sha256> hashes) {
    return hashes.stream().filter(it -> find(it).isPresent()).collect(Collectors.toSet());
  }

  @Override
  public void use(Sha256 hash, Instant at) {
    synchronized (tables) {
      tables.admissions.computeIfPresent(
          hash, (it, old) -> old.usedAt().isBefore(at) ? old.used(at) : old);
    }
  }

  @Override
  public boolean end(Sha256 hash) {
    synchronized (tables) {
      return tables.admissions.remove(hash) != null;
    }
  }
}
