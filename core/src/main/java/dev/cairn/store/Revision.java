package dev.cairn.store;

import dev.cairn.InstanceId;
import dev.cairn.Kind;
import dev.cairn.Receipt;
import dev.cairn.Status;
import dev.cairn.VersionEntry;
import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A row of the log: one commit of one instance.
 *
 * @param body empty once it is erased
 * @param bodyHash kept only when the body is erased; otherwise it follows from the body
 * @param checksum of the state after the commit
 * @param hash of the receipt
 */
public record Revision(
    InstanceId instance,
    long version,
    Kind kind,
    String actor,
    Instant committedAt,
    List<Status> statuses,
    Optional<Receipt.Body> body,
    Optional<Sha256> bodyHash,
    Sha256 checksum,
    Sha256 hash,
    Optional<Receipt.Key> key) {

  /** The row that a receipt is kept in. */
  public static Revision of(Receipt receipt) {
    return new Revision(
        receipt.instance(),
        receipt.version(),
        receipt.kind(),
        receipt.actor(),
        receipt.committedAt(),
        receipt.statuses(),
        receipt.body(),
        receipt.body().isPresent() ? Optional.empty() : Optional.of(receipt.bodyHash()),
        receipt.checksumAfter(),
        receipt.hash(),
        receipt.key());
  }

  /** The receipt that this row and the one before it hold. */
  public Receipt receipt(Optional<Revision> previous) {
    return new Receipt(
        instance,
        version,
        kind,
        actor,
        committedAt,
        statuses,
        key,
        body,
        bodyHash.or(() -> body.map(Receipt.Body::hash)).orElse(Receipt.NOTHING),
        previous.map(Revision::checksum).orElse(Receipt.NOTHING),
        checksum,
        previous.map(Revision::hash).orElse(Receipt.NOTHING),
        hash);
  }

  public VersionEntry entry() {
    return new VersionEntry(
        version, kind, actor, committedAt, body.flatMap(Receipt.Body::reason), statuses, checksum);
  }
}
